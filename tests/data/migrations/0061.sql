UPDATE import SET pieces = 3, done = 2, went_on_at = made_at;
