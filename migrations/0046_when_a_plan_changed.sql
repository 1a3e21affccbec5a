-- When a plan was last changed is asked of the audit for everybody who is to read it, among thousands of entries of who looked.
CREATE INDEX audit_plan_changed ON audit (thing_id, at) WHERE thing = 'plan' AND verb = 'changed';
