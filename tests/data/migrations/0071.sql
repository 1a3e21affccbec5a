UPDATE review SET summary = summary;
