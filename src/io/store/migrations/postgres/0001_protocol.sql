-- The tables of the store protocol, under the names that the SQLite schema uses too. Times are milliseconds since
-- 1970-01-01 UTC; what a customer wrote is bytea, so that no encoding error can abort a batch.
-- The queues (inbox, outbox, timer) hold live rows only: what is done is deleted, its result is kept elsewhere.

CREATE TABLE cluster_meta(
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  n_shards integer NOT NULL DEFAULT 1024, min_engine integer NOT NULL DEFAULT 1,
  view_version bigint NOT NULL DEFAULT 0, timeline integer, restored_at timestamptz
);
INSERT INTO cluster_meta DEFAULT VALUES;

-- A restarted process is a new incarnation: rows of the former one can never look owned by a live process.
CREATE TABLE nodes(
  incarnation bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL, addr text NOT NULL DEFAULT '', engine integer NOT NULL DEFAULT 1, weight real NOT NULL DEFAULT 1,
  state text NOT NULL DEFAULT 'up' CHECK (state IN ('up', 'draining', 'dead')),
  lanes smallint NOT NULL DEFAULT 1, closed smallint NOT NULL DEFAULT 0, -- lanes, and those that have said goodbye
  lease_until timestamptz NOT NULL DEFAULT 'infinity', started_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE UNIQUE INDEX nodes_live_name ON nodes(name) WHERE state <> 'dead';

-- fillfactor: an epoch is counted up in place, and every commit locks the row.
CREATE TABLE shards(
  shard smallint PRIMARY KEY, owner bigint, epoch bigint NOT NULL DEFAULT 0,
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 50);
INSERT INTO shards(shard) SELECT generate_series(0, 1023);

-- Which events have been accepted. Partitioned by the day of the payload (days since 1970), so that a retry meets its
-- first copy, and old days are dropped instead of vacuumed. Insert-only.
CREATE TABLE seen(
  day integer NOT NULL, channel integer NOT NULL, key bytea NOT NULL,
  PRIMARY KEY (day, channel, key)
) PARTITION BY RANGE (day);
CREATE TABLE seen_default PARTITION OF seen DEFAULT;

-- Causes that wait for their turn.
CREATE TABLE inbox(
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant integer NOT NULL, shard smallint NOT NULL, channel integer NOT NULL, conv uuid NOT NULL,
  kind text NOT NULL, prio smallint NOT NULL, provider_time bigint NOT NULL, received_at bigint NOT NULL,
  attempts integer NOT NULL DEFAULT 0, correlation_id text NOT NULL, body bytea NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX inbox_conv ON inbox(conv, id);

CREATE TABLE conversation(
  conv uuid PRIMARY KEY,
  tenant integer NOT NULL, shard smallint NOT NULL, channel integer NOT NULL,
  version bigint NOT NULL, ctl bigint NOT NULL, mode smallint NOT NULL, until bigint,
  last_turn uuid, contact uuid,
  wa_id text NOT NULL DEFAULT '', user_id text NOT NULL DEFAULT '', contact_name text NOT NULL DEFAULT '',
  status smallint NOT NULL DEFAULT 0, assignee integer,
  last_activity_at bigint NOT NULL, last_inbound_at bigint, preview text NOT NULL DEFAULT '',
  unread integer NOT NULL DEFAULT 0, created_at bigint NOT NULL,
  state bytea NOT NULL DEFAULT ''
) WITH (fillfactor = 70);
CREATE INDEX conversation_list ON conversation(tenant, last_activity_at, conv);

-- What a channel knows a conversation by besides its name: the first conversation keeps an alias.
CREATE TABLE address_alias(
  channel integer NOT NULL, user_id text NOT NULL, tenant integer NOT NULL, shard smallint NOT NULL, conv uuid NOT NULL,
  PRIMARY KEY (channel, user_id)
);

-- History: append-only. `send` points at the bubble of the same turn, whose fate is in msg_status.
CREATE TABLE message(
  conv uuid NOT NULL, seq bigint NOT NULL,
  tenant integer NOT NULL, shard smallint NOT NULL, channel integer NOT NULL,
  version bigint NOT NULL, turn uuid NOT NULL, at bigint NOT NULL,
  dir smallint NOT NULL, author smallint NOT NULL, type text NOT NULL, body text NOT NULL,
  provider_id text NOT NULL, reply_to text NOT NULL, send smallint, author_name text NOT NULL, client_id text NOT NULL,
  PRIMARY KEY (conv, seq)
);
CREATE INDEX message_client ON message(tenant, client_id) WHERE client_id <> '';

-- Live bubbles only: the outcome goes to msg_status. state: 0 ready, 1 sending, 5 in doubt. claim_batch tells a claim
-- whose answer was lost from one that is being sent.
CREATE TABLE outbox(
  conv uuid NOT NULL, version bigint NOT NULL, idx smallint NOT NULL,
  tenant integer NOT NULL, shard smallint NOT NULL, channel integer NOT NULL,
  author smallint NOT NULL, prio smallint NOT NULL, ctl bigint NOT NULL,
  state smallint NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 5)), attempt integer NOT NULL DEFAULT 0,
  resend_in_doubt boolean NOT NULL, not_before bigint NOT NULL, expires_at bigint,
  claim_epoch bigint, claim_batch bigint, claimed_at bigint,
  peer bytea NOT NULL, correlation_id text NOT NULL, body bytea NOT NULL,
  PRIMARY KEY (conv, version, idx)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000,
        autovacuum_vacuum_cost_delay = 0);

-- How far each bubble got: rises only (0 queued 1 sent 2 delivered 3 read 4 played 5 failed), so anybody may write it.
CREATE TABLE msg_status(
  conv uuid NOT NULL, version bigint NOT NULL, idx smallint NOT NULL,
  tenant integer NOT NULL, shard smallint NOT NULL, channel integer NOT NULL,
  status smallint NOT NULL, provider_id text NOT NULL, at bigint NOT NULL,
  error_code integer NOT NULL, error_text text NOT NULL, pricing text NOT NULL,
  PRIMARY KEY (conv, version, idx)
) WITH (fillfactor = 70);
CREATE INDEX msg_status_provider ON msg_status(channel, provider_id) WHERE provider_id <> '';

-- Statuses of provider ids that no bubble of ours has (yet): what a person sent from the phone, or a status that
-- overtook our own note of acceptance.
CREATE TABLE provider_status(
  channel integer NOT NULL, provider_id text NOT NULL, tenant integer NOT NULL,
  status smallint NOT NULL, at bigint NOT NULL, error_code integer NOT NULL, error_text text NOT NULL,
  pricing text NOT NULL,
  PRIMARY KEY (channel, provider_id)
);

-- A timer is a cause too: the turn that consumes it names its generation.
CREATE TABLE timer(
  conv uuid NOT NULL, key text NOT NULL CHECK (octet_length(key) <= 512),
  tenant integer NOT NULL, shard smallint NOT NULL, channel integer NOT NULL,
  gen bigint NOT NULL, due bigint NOT NULL, body bytea NOT NULL,
  PRIMARY KEY (conv, key)
);
CREATE INDEX timer_due ON timer(due, conv, key);

-- What could not be processed, whole, so that it can go back.
CREATE TABLE dead_letter(
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant integer NOT NULL, shard smallint NOT NULL, channel integer NOT NULL, conv uuid NOT NULL,
  kind text NOT NULL, reason text NOT NULL, error text NOT NULL, at bigint NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'redriven', 'discarded')),
  inbox_id bigint, prio smallint NOT NULL, provider_time bigint NOT NULL, correlation_id text NOT NULL,
  timer_key text, timer_gen bigint, timer_due bigint,
  out_version bigint, out_idx smallint,
  body bytea NOT NULL, note text NOT NULL DEFAULT ''
);
CREATE INDEX dead_letter_list ON dead_letter(tenant, id);
CREATE INDEX dead_letter_cause ON dead_letter(inbox_id) WHERE inbox_id IS NOT NULL;
CREATE INDEX dead_letter_conv ON dead_letter(conv);

-- One row a turn: what replay, "why" and the checks of I1-I4, I8 and I9 read. `g` is drawn while the conversation is
-- locked, so that it gives the order of commits of one conversation.
CREATE SEQUENCE commit_order;
CREATE TABLE turn(
  g bigint NOT NULL,
  turn uuid NOT NULL, conv uuid NOT NULL, version bigint NOT NULL,
  tenant integer NOT NULL, shard smallint NOT NULL, epoch bigint NOT NULL, ctl bigint NOT NULL,
  at bigint NOT NULL, causes text NOT NULL, -- JSON array: inbox ids, and "key@generation" of fired timers
  n_out integer NOT NULL, n_bot integer NOT NULL, record bytea NOT NULL,
  PRIMARY KEY (conv, version)
);

-- Every change of who speaks, in the same order `g` as the turns (I8).
CREATE TABLE control_change(
  g bigint NOT NULL,
  tenant integer NOT NULL, shard smallint NOT NULL, conv uuid NOT NULL, ctl bigint NOT NULL,
  mode smallint NOT NULL, until bigint, at bigint NOT NULL, origin text NOT NULL, -- override, turn, dead_letter
  suppressed integer NOT NULL, in_flight integer NOT NULL, notice_day integer, notice_key bytea,
  PRIMARY KEY (conv, ctl)
);
