-- What a plan answers to the questions that its template asks beside the parts of every plan: "What sets it off?". A changed answer is
-- withdrawn and replaced. The question is kept with it, so that it can be read whatever the template asks later.
CREATE TABLE template_answer (
    id INTEGER PRIMARY KEY,
    plan_id INTEGER NOT NULL REFERENCES plan (id),
    position INTEGER NOT NULL,
    question TEXT NOT NULL CONSTRAINT template_answer_question CHECK (trim(question) <> ''),
    words TEXT NOT NULL CONSTRAINT template_answer_words CHECK (trim(words) <> ''),
    entered_at INTEGER NOT NULL,
    entered_by INTEGER REFERENCES staff (id),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX template_answer_by_plan ON template_answer (plan_id);
