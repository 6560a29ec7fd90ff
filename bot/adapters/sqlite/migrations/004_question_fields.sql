-- A question's words that only ask, and the terms that a conversation adds, under their present names. Quotation marks
-- inside a text are escaped in JSON, so that no member's words look like these keys.

UPDATE turn SET content = replace(replace(content, '"carriers": ', '"question_words": '), '"carried": ', '"context_terms": ');
UPDATE posting
   SET content = replace(replace(content, '"carriers": ', '"question_words": '), '"carried": ', '"context_terms": ');
