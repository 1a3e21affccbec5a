INSERT INTO adult_former (adult_id, forename, surname, email, phone) SELECT min(id), 'Sana', 'Khan', 'old@family.example.org', '' FROM adult;
