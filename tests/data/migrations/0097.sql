INSERT INTO own_text (id, school_id, language, message, pattern, written_at, written_by) VALUES
  (1, 1, 'ur', 'invite-button', 'وقت چنیں', 1795420800, 1);
INSERT INTO language_check (id, school_id, language, speaker, entered_at, entered_by) VALUES
  (1, 1, 'ur', 'Mrs Iqbal, governor', 1795420800, 1);
