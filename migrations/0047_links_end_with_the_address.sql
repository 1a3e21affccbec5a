-- Whoever reads the old mailbox opens nothing with a link that went there: however an address changes, every link of that adult has ended
-- by then, in the same act.
CREATE TRIGGER adult_moved AFTER UPDATE OF email ON adult WHEN old.email IS NOT new.email BEGIN
    UPDATE invitation_link SET expires_at = 0 WHERE invitation_id IN (SELECT id FROM invitation WHERE adult_id = new.id);
END;
