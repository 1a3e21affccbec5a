SELECT max(at) FROM audit WHERE thing = 'plan' AND verb = 'changed';
