UPDATE restriction SET order_kind = 'child_arrangements', from_on = '2026-05-01';
UPDATE restriction_decision SET effects = '["letter_or_phone"]', until_on = '2027-05-01', seen = 'The order';
