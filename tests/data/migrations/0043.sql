UPDATE guardianship SET priority = priority;
