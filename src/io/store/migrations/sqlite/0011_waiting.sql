-- Conversations that a person (or nobody) has: few, and the reports ask for them often.
CREATE INDEX conversation_attended ON conversation(tenant, last_activity_at, conv) WHERE mode <> 0;
