UPDATE adult SET email = email;
