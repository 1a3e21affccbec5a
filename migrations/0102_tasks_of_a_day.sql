-- What is to be done on one day alone, such as a call before somebody sets out: afterwards, or once the meeting was held, it settles itself.
ALTER TABLE task ADD COLUMN until_on TEXT;       -- the last day on which it is of use; NULL: until it is done
