INSERT INTO service_asked (id, conversation_id, name, service, how, asked_on, ground, entered_at)
  SELECT 95, min(id), 'Dr Lee', 'CAMHS', 'phone', '2026-11-10', 'Mother agreed on 9 November', 1793610000 FROM conversation;
INSERT INTO service_part (service_asked_id, part, entered_at) VALUES (95, 'report', 1793620000);
