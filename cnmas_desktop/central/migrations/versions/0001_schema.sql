-- The central database, first version. Runs on PostgreSQL 15 to 18, as a member of app_owner.
-- People hold no privilege on any of these tables; they execute functions of the schema of their role.
-- Every table gets RLS with FORCE in functions/app_policies.sql; operators pass by app.operators().
-- The campaign is in every key that grows, so that the data can be partitioned by it.

CREATE SCHEMA IF NOT EXISTS app;

-- One row: who this centre is. `policy` holds what sync.protocol.Policy holds; `hmac_key` never leaves the database.
CREATE TABLE app.centre (
    only_one          boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    id                uuid NOT NULL,
    demo              boolean NOT NULL DEFAULT false,
    hmac_key          bytea NOT NULL CHECK (length(hmac_key) >= 32),
    organisation_key  bytea NOT NULL,
    policy            jsonb NOT NULL DEFAULT '{}',
    restored          uuid,                -- another one after each restore of a backup: another history (app.timeline)
    epoch_floor       integer NOT NULL DEFAULT 0,  -- leases have epochs above it (app.begin_history)
    created_at        timestamptz NOT NULL DEFAULT now()
);

-- A person who works here. `login` is an opaque code; the role is `<database>_<login>` (decision 15).
CREATE TABLE app.person (
    login               text PRIMARY KEY CHECK (login ~ '^[a-z0-9]{2,24}$'),
    role_name           name NOT NULL UNIQUE,
    kind                text NOT NULL CHECK (kind IN ('agent', 'supervisor', 'manager', 'auditor')),
    display_name        text NOT NULL CHECK (length(display_name) BETWEEN 1 AND 80),
    first_name          text NOT NULL CHECK (length(first_name) BETWEEN 1 AND 40),
    password_expires_at timestamptz,            -- of the role (VALID UNTIL): a temporary password, or the end of a contract
    password_changed_at timestamptz,            -- by the person; an operator then lifts the end of the temporary one
    contract_until      timestamptz,
    disabled_at         timestamptz,
    undertaking_version text,
    undertaking_at      timestamptz,
    team                text CHECK (length(team) BETWEEN 1 AND 40 AND team NOT IN ('campaign', 'supervision', 'supervisor')),
    skills              text[] NOT NULL DEFAULT '{}',  -- languages and professions (services.wording.SKILLS) for which a case may be confided
    created_at          timestamptz NOT NULL DEFAULT now(),
    created_by          name NOT NULL DEFAULT session_user
);
CREATE INDEX ON app.person (team) WHERE kind = 'agent' AND disabled_at IS NULL;

-- The director's individual authorisation (decree 2015-390 art. 3). NULL campaign or organisme: all of them.
CREATE TABLE app.agent_authorisation (
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    login         text NOT NULL REFERENCES app.person,
    campaign      text,
    organisme     text,
    authorised_by text NOT NULL,
    recorded_by   name NOT NULL DEFAULT session_user,
    from_at       timestamptz NOT NULL DEFAULT now(),
    until_at      timestamptz,
    revoked_at    timestamptz
);
CREATE INDEX ON app.agent_authorisation (login);

CREATE TABLE app.device (
    id                 uuid PRIMARY KEY,
    login              text NOT NULL REFERENCES app.person,
    status             text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'cloned', 'erase')),
    withdrawn_at       timestamptz,         -- 'erase': since when it is to erase itself at its next contact (central.devices)
    client_version     text NOT NULL,
    registered_at      timestamptz NOT NULL DEFAULT now(),
    last_contact_at    timestamptz NOT NULL DEFAULT now(),
    reported_pending   integer NOT NULL DEFAULT 0,  -- as the last hello said, less what has come since
    oldest_pending_at  timestamptz,
    max_seq            bigint NOT NULL DEFAULT 0,
    last_hash          text NOT NULL DEFAULT '',
    syncs              bigint NOT NULL DEFAULT 0,          -- for supervisor.metrics: on the row that each contact writes anyway
    push_slots         bigint[] NOT NULL DEFAULT array_fill(0::bigint, ARRAY[10]),
    push_seconds       double precision NOT NULL DEFAULT 0,
    work_state         text,                -- what the agent does, as the device last said; no history and no idle time (trade section 3)
    state_since        timestamptz,
    clock_offset       real                 -- seconds, centre minus desk, as the device last knew it
);
CREATE INDEX ON app.device (login);

CREATE TABLE app.organisme (
    code  text PRIMARY KEY CHECK (code ~ '^[0-9]{3}$'),
    data  jsonb NOT NULL
);

CREATE TABLE app.campaign (
    code            text PRIMARY KEY CHECK (code ~ '^[A-Z][A-Z0-9_]{1,31}$'),
    regime          text NOT NULL CHECK (regime IN ('service', 'study')),
    calling_rule    text NOT NULL,
    current_version text NOT NULL,
    state           text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'open', 'paused', 'closed')),
    priority        integer NOT NULL DEFAULT 100,
    seed            bigint NOT NULL DEFAULT 0,
    lease_cap       integer NOT NULL DEFAULT 200,
    callback_team_minutes integer NOT NULL DEFAULT 5 CHECK (callback_team_minutes BETWEEN 0 AND 60),  -- app.callback_team_after
    opens_at        timestamptz,
    closes_at       timestamptz,
    closed_at       timestamptz
);

-- Immutable (decision 5). `travelling`: names of the fields that may reach a workstation; `dispositions`: codes allowed.
CREATE TABLE app.campaign_version (
    campaign     text NOT NULL REFERENCES app.campaign (code) DEFERRABLE INITIALLY DEFERRED,
    version      text NOT NULL,
    sha256       text NOT NULL CHECK (length(sha256) = 64),
    text         text NOT NULL CHECK (length(text) <= 262144),
    travelling   text[] NOT NULL,
    online_only  text[] NOT NULL DEFAULT '{}',
    dispositions text[] NOT NULL,
    loaded_by    name NOT NULL DEFAULT session_user,
    loaded_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (campaign, version)
);

-- What a disposition may do to a case, from domain.dispositions.effect_rows(): the clamp of the workstation's proposal.
CREATE TABLE app.disposition_effect (
    disposition      text PRIMARY KEY,
    allowed_states   text[] NOT NULL,      -- call_case.state values a proposal may name; the first is the fallback
    blocks_number    boolean NOT NULL,
    blocks_person    boolean NOT NULL,
    counts           boolean NOT NULL,     -- is an attempt for the legal limits
    contact          boolean NOT NULL,
    max_next_days    integer NOT NULL,     -- a proposal beyond is clamped
    standing         smallint,             -- place of its AAPOR symbol, the strongest first; NULL without one
    household        boolean NOT NULL,     -- true of one case of the person, true of all of them
    closing          boolean NOT NULL      -- nobody calls after it
);

-- Legal hours as instants, from domain.calling_rules.legal_windows(), 400 days ahead (decision 1).
CREATE TABLE app.legal_window (
    rule  text NOT NULL,
    zone  text NOT NULL,
    span  tstzrange NOT NULL
);
CREATE INDEX legal_window_span ON app.legal_window USING gist (span);
CREATE INDEX ON app.legal_window (rule, zone, lower(span), upper(span));

-- Frequency limits, from domain.calling_rules.RULES: at most `max_attempts` in `over_days` calendar days, over all campaigns of
-- a person; NULL days: over the whole campaign. A rule without a row has no limit here (the workstation knows it all the same).
CREATE TABLE app.rule_limit (
    rule          text PRIMARY KEY,
    max_attempts  integer NOT NULL,        -- the greater of mobile and landline: the centre leases, the workstation decides
    over_days     integer
);

-- A file of an organisme; a second import of the same file adds nothing. `pending` names no row until manager.commit_import clears it:
-- the key, asked when the transaction ends, lets no import stand that began and was not committed whole.
CREATE TABLE app.import_batch (
    id            uuid PRIMARY KEY,
    campaign      text NOT NULL REFERENCES app.campaign (code),
    organisme     text NOT NULL REFERENCES app.organisme (code),
    file_sha256   text NOT NULL,
    file_name     text NOT NULL CHECK (length(file_name) <= 200),
    purge_at      timestamptz,
    pending       uuid REFERENCES app.import_batch (id) DEFERRABLE INITIALLY DEFERRED,
    begun_by      name NOT NULL DEFAULT session_user,
    begun_at      timestamptz NOT NULL DEFAULT now(),
    committed_at  timestamptz,
    rows          integer, accepted integer, duplicate integer, rejected integer, remarks integer,
    dropped_columns text[] NOT NULL DEFAULT '{}'
);

-- What an open import tells anew of people known before, until its end.
CREATE TABLE app.import_row (
    import_id  uuid NOT NULL REFERENCES app.import_batch ON DELETE CASCADE,
    contact_id uuid NOT NULL,
    fields     jsonb NOT NULL,
    PRIMARY KEY (import_id, contact_id)
);

-- A person, professional or employer. `person_key` is the HMAC of the clear key (NIR, PS number, SIRET, or name and phone).
-- Keyed per regime, so that a study never joins a service file.
CREATE TABLE app.contact (
    id          uuid PRIMARY KEY,
    regime      text NOT NULL,
    person_key  bytea NOT NULL,
    party       text NOT NULL CHECK (party IN ('insured', 'professional', 'employer')),
    zone        text NOT NULL,
    fields      jsonb NOT NULL,
    -- The three that stop every case of the person; kept by app.refresh_contacts from the history, never set by hand.
    opposed_at     timestamptz,            -- opposition to studies: all studies
    do_not_call_at timestamptz,            -- the standing opt-out of the telephone
    deceased_at    timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now(),
    UNIQUE (person_key, regime)
);

CREATE TABLE app.phone (
    id           uuid PRIMARY KEY,
    contact_id   uuid NOT NULL,
    ordinal      integer NOT NULL,
    e164         text NOT NULL CHECK (e164 LIKE '+%' AND length(e164) BETWEEN 7 AND 16 AND translate(e164, '0123456789', '') = '+'),
    zone         text NOT NULL,
    number_hmac  bytea NOT NULL,
    UNIQUE (contact_id, number_hmac)
);
CREATE INDEX ON app.phone (number_hmac);

-- Person and number before case (decision 2): one row per number, by HMAC.
CREATE TABLE app.reach (
    number_hmac    bytea PRIMARY KEY,
    wrong_at       timestamptz,            -- wrong number: blocked for every case and campaign
    out_of_service_at timestamptz,
    declared_by    uuid,                   -- the call_ended event that said so: its correction takes it back
    blocked_until  timestamptz
);

-- Attempts on persons and numbers over all campaigns, for the 30-day limits. Kept without a case reference on purpose.
CREATE TABLE app.reach_attempt (
    attempt_id   uuid NOT NULL,
    number_hmac  bytea NOT NULL,
    contact_id   uuid NOT NULL,
    campaign     text NOT NULL,
    at           timestamptz NOT NULL,
    counts       boolean NOT NULL DEFAULT true,   -- false once voided, or for an incoming call
    disposition  text,
    PRIMARY KEY (attempt_id, contact_id)
);
CREATE INDEX ON app.reach_attempt (number_hmac, at);
CREATE INDEX ON app.reach_attempt (contact_id, at);

-- Contact authorisations: a history per person, channel and organisme (decision 3). Channel `study` holds oppositions.
-- A withdrawal stands until a `given` names it in `lifts`, or a supervisor's `cancelled` does; `corrected` (an agent's
-- correction) takes back a `given` only. A withdrawal made in the same call as a lifted one is lifted with it.
CREATE TABLE app.contact_authorisation (
    event_id    uuid NOT NULL,
    contact_id  uuid NOT NULL REFERENCES app.contact ON DELETE CASCADE,
    organisme   text NOT NULL,
    channel     text NOT NULL,
    state       text NOT NULL CHECK (state IN ('given', 'withdrawn', 'corrected', 'cancelled')),
    lifts       uuid,
    attempt     uuid,
    at          timestamptz NOT NULL,
    login       text NOT NULL,
    PRIMARY KEY (event_id, contact_id)
);
CREATE INDEX ON app.contact_authorisation (contact_id, channel);
CREATE INDEX ON app.contact_authorisation (lifts) WHERE state = 'cancelled';
CREATE INDEX ON app.contact_authorisation (at) WHERE state = 'corrected';

-- What a state and a class of the queue may be. Domains, asked by a condition of the table: a list in the condition itself is read anew from its
-- text by every statement that writes a case, which was a tenth of the statement.
CREATE DOMAIN app.case_state AS text
    CHECK (VALUE IN ('fresh', 'retry', 'callback', 'interrupted', 'supervisor', 'done', 'exhausted', 'blocked'));
CREATE DOMAIN app.queue_class AS smallint CHECK (VALUE BETWEEN 1 AND 5);

-- The unit of work. The live lease is on the row itself, so that check-out is one statement; app.lease is its history.
-- Campaign, organisme and import are those of the app.import_batch that manager.add_import_rows, the only one to add cases, has
-- open, and the contact is known or made by the same statement, under the lock that the purge takes too: checking them for each
-- row and each number (whose contact stands without a key for the same reason) would be a third of an import.
CREATE TABLE app.call_case (
    campaign       text NOT NULL,
    id             uuid NOT NULL,
    contact_id     uuid NOT NULL,
    organisme      text NOT NULL,
    zone           text NOT NULL,          -- the contact's: what is legal now is counted by it
    import_id      uuid NOT NULL,
    cohort         date NOT NULL DEFAULT date_trunc('month', now() AT TIME ZONE 'Europe/Paris')::date,  -- the month it arrived in
    line           integer NOT NULL,
    row_ref        text NOT NULL,
    dedupe_key     bytea NOT NULL,         -- tells the cases of one person in a campaign apart; '' where there is one
    fields         jsonb NOT NULL,
    state          text NOT NULL DEFAULT 'fresh',
    queue_class    smallint NOT NULL DEFAULT 5,
    callable_from  timestamptz NOT NULL DEFAULT '-infinity',
    seeded_key     bigint NOT NULL,
    assigned_to    text,                   -- a login; without a foreign key, which each row of a file would pay for
    confided       text,                   -- « skill:pt », « team:Ain »: only they may take it (functions/app_hand_overs.sql)
    callback       jsonb,
    promised_by    text GENERATED ALWAYS AS (callback ->> 'by') STORED,  -- a column: under row security an index on `->>` would not serve
    interrupted_step text,
    -- A decision of a supervisor on the state holds over every event made under a lease up to this epoch:
    -- set both (and raise the epoch) with the state, or a late event undoes the decision.
    decided_state  text NOT NULL DEFAULT 'fresh',
    decided_epoch  integer NOT NULL DEFAULT 0,
    amended        boolean NOT NULL DEFAULT false,  -- some event of the case was corrected or voided: app.refold looks closer
    revision       bigint NOT NULL DEFAULT 1,
    epoch          integer NOT NULL DEFAULT 0,
    lease_id       uuid,
    leased_by      text,
    leased_device  uuid,
    leased_until   timestamptz,
    withdrawn      text,
    last_at        timestamptz,
    disposition    text,
    -- the five families of results, as exported: {"interview", "offer", "offer_code", "requests", "changes", "authorisations"}
    result         jsonb NOT NULL DEFAULT '{}',
    result_at      timestamptz,
    exported_lot   bigint,
    quota_cell     text,                   -- of the campaign, where it has quotas (functions/app_quotas.sql)
    quota_full     boolean NOT NULL DEFAULT false,  -- holds back what is fresh or to be tried again; what was begun or promised is called
    purge_at       timestamptz NOT NULL,
    PRIMARY KEY (id, campaign),            -- in this order: a case is looked for by its id too, and each change of it writes every index
    UNIQUE (contact_id, campaign, dedupe_key),
    CHECK (state::app.case_state IS NOT NULL AND queue_class::app.queue_class IS NOT NULL)
) WITH (autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX ON app.call_case (leased_by, leased_device) WHERE lease_id IS NOT NULL;
-- The queue proper: only what may still be called and is free.
CREATE INDEX call_case_pool ON app.call_case (campaign, queue_class, callable_from, seeded_key, id)
    WHERE lease_id IS NULL AND assigned_to IS NULL AND state IN ('fresh', 'retry', 'callback', 'interrupted')
      AND NOT (quota_full AND state IN ('fresh', 'retry'));
CREATE INDEX call_case_assigned ON app.call_case (assigned_to, queue_class, callable_from, seeded_key, id)
    WHERE lease_id IS NULL AND assigned_to IS NOT NULL AND state IN ('fresh', 'retry', 'callback', 'interrupted');
-- Promises: leased again to whoever made them, passed on when late (functions/app_callbacks.sql).
CREATE INDEX call_case_promised_by ON app.call_case (promised_by, callable_from)
    WHERE state = 'callback' AND queue_class = 1 AND lease_id IS NULL;
CREATE INDEX call_case_promised ON app.call_case (callable_from) WHERE state = 'callback' AND queue_class = 1;
-- Set aside for a supervisor: few, and shown on every board.
CREATE INDEX call_case_set_aside ON app.call_case (campaign, disposition, last_at) WHERE state = 'supervisor';
-- Leases that ran out are freed by whoever checks out next.
CREATE INDEX call_case_expiring ON app.call_case (leased_until) WHERE lease_id IS NOT NULL;
CREATE INDEX ON app.call_case (campaign, organisme, result_at) WHERE result_at IS NOT NULL;
-- What the organisme calls a row: a supervisor looks for it.
CREATE INDEX call_case_row_ref ON app.call_case (row_ref);
-- What a quota lets go or takes back (functions/app_quotas.sql).
CREATE INDEX call_case_quota ON app.call_case (campaign, quota_cell, quota_full, organisme)
    WHERE quota_cell IS NOT NULL AND state IN ('fresh', 'retry');
-- What fell due in the running hour, for the figures.
CREATE INDEX call_case_due ON app.call_case (callable_from)
    WHERE state IN ('fresh', 'retry', 'callback', 'interrupted') AND callable_from > '-infinity';

-- How many cases of each kind: kept, explained and read by functions/app_counts.sql. The delta is only ever appended to by those
-- who work, so that nobody waits for anybody.
CREATE TABLE app.case_count (
    campaign   text NOT NULL,
    organisme  text NOT NULL,
    zone       text NOT NULL,
    state      text NOT NULL,
    due        timestamptz NOT NULL,
    holder     uuid NOT NULL,              -- the device that holds them; the nil id: none (app.holder)
    assigned   boolean NOT NULL,
    interview  text NOT NULL,              -- '' where there is none
    offer      text NOT NULL,
    unsent     boolean NOT NULL,           -- a result that is in no lot
    n          bigint NOT NULL,
    PRIMARY KEY (campaign, organisme, zone, state, due, holder, assigned, interview, offer, unsent)
);
CREATE TABLE app.case_count_delta (LIKE app.case_count) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- One line of the state of the queue (app.queue_counts); central/queue_counts.py reads it.
CREATE TYPE app.queue_line AS (
    campaign text, organisme text, campaign_state text, total bigint, fresh bigint, callable bigint, waiting bigint, callbacks_due bigint,
    callbacks_late bigint, leased bigint, assigned bigint, to_decide bigint, done bigint, exhausted bigint, blocked bigint, interviews bigint,
    interviews_refused bigint, offers_accepted bigint, offers_refused bigint, to_export bigint, quota_full bigint
);

-- What is known of each case that was touched, and how many there are of each: kept, explained and read by functions/app_facts.sql.
CREATE TABLE app.case_fact (
    campaign   text NOT NULL,
    case_id    uuid NOT NULL,
    facts      jsonb NOT NULL,
    interviewer text,                      -- of an interview that the person accepted: who asked, and when it was first told
    held_at    timestamptz,
    drawn      boolean NOT NULL DEFAULT false,  -- to be looked over, one in twenty (app.drawn)
    PRIMARY KEY (campaign, case_id)
);
CREATE INDEX case_fact_held ON app.case_fact (campaign, interviewer, held_at, case_id) WHERE interviewer IS NOT NULL;
CREATE INDEX case_fact_drawn ON app.case_fact (campaign, held_at) WHERE drawn;
CREATE TABLE app.fact_count (
    campaign   text NOT NULL,
    organisme  text NOT NULL,
    facts      jsonb NOT NULL,
    n          bigint NOT NULL,
    PRIMARY KEY (campaign, organisme, facts)
);
CREATE TABLE app.fact_delta (LIKE app.fact_count);
-- Of an agent in a campaign: interviews, those of them drawn, those looked over.
CREATE TABLE app.interview_count (
    campaign   text NOT NULL,
    login      text NOT NULL,
    held       bigint NOT NULL DEFAULT 0,
    drawn      bigint NOT NULL DEFAULT 0,
    reviewed   bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (campaign, login)
);
-- People whose cases are to be looked at again; only ever appended to by those who work.
CREATE TABLE app.fact_due (contact_id uuid NOT NULL) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- One live lease per person: inserted at check-out, deleted when the lease ends. The key is the fence (reliability finding 13).
CREATE TABLE app.person_lease (
    contact_id  uuid PRIMARY KEY,
    login       text NOT NULL,
    device      uuid NOT NULL
);
CREATE TABLE app.number_lease (
    number_hmac bytea PRIMARY KEY,
    login       text NOT NULL,
    device      uuid NOT NULL
);

-- The lease history: what authorises a late result (design section 6, rule 5).
CREATE TABLE app.lease (
    campaign   text NOT NULL,
    case_id    uuid NOT NULL,
    epoch      integer NOT NULL,
    id         uuid NOT NULL,
    login      text NOT NULL,
    device     uuid NOT NULL,
    from_at    timestamptz NOT NULL DEFAULT now(),
    until_at   timestamptz NOT NULL,
    incoming   boolean NOT NULL DEFAULT false,  -- taken while the person was calling in (agent.look_up)
    ended_at   timestamptz,
    end_reason text,                       -- returned, finished, expired, withdrawn, released, lost (kept by a supervisor), restored (app.begin_history)
    PRIMARY KEY (campaign, case_id, epoch)
) WITH (fillfactor = 70);  -- each line is written twice: room for the second on the same page

-- Call events, append-only, in two parts. Of each event stay its key, its place in its device's sequence and its hash, for ever and for
-- all campaigns in one place: what makes a second push harmless, and what holds a chain together when retention destroyed the rest.
CREATE TABLE app.event_key (
    id           uuid PRIMARY KEY,
    device       uuid NOT NULL,
    seq          bigint NOT NULL,
    received_at  timestamptz NOT NULL DEFAULT now(),
    sha256       text NOT NULL,
    prev_hash    text NOT NULL
);
CREATE INDEX ON app.event_key (device, seq);

-- What it says: the canonical text plus extracted columns (decision 9), by campaign and by the month in which its case arrived, so that
-- all events of a case lie together and what arrived together goes at once (functions/app_partitions.sql makes the partitions and
-- says how to read them). Campaign '' for facts about the agent.
-- The text of answers_recorded and incoming_slip is left empty (its hash stays): answers to a study lie apart, in app.study_answer,
-- and of who called in only the HMAC is kept, in app.incoming_slip.
CREATE TABLE app.event (
    campaign     text NOT NULL,
    cohort       date NOT NULL DEFAULT date_trunc('month', now() AT TIME ZONE 'Europe/Paris')::date,
    id           uuid NOT NULL,            -- of app.event_key
    device       uuid NOT NULL,
    seq          bigint NOT NULL,
    type         text NOT NULL,
    case_id      uuid,
    epoch        integer,
    lease_id     uuid,
    login        text NOT NULL,
    at           timestamptz NOT NULL,
    received_at  timestamptz NOT NULL DEFAULT now(),
    text         text NOT NULL,
    status       text NOT NULL CHECK (status IN ('applied', 'flagged')),
    reason       text,
    dropped      boolean NOT NULL DEFAULT false   -- a supervisor set it aside: it stays, and counts no more
) PARTITION BY LIST (campaign);
CREATE INDEX ON app.event (case_id, epoch, seq);
CREATE INDEX ON app.event (case_id) WHERE type = 'notice_read';  -- the funnel
CREATE TABLE app.event_none PARTITION OF app.event FOR VALUES IN ('');
CREATE TABLE app.event_elsewhere PARTITION OF app.event DEFAULT;  -- nothing is ever refused for want of a partition

-- Events taken in with a remark, until a supervisor settled them.
CREATE TABLE app.flagged (
    id           uuid PRIMARY KEY,
    campaign     text NOT NULL,
    case_id      uuid,
    type         text NOT NULL,
    login        text NOT NULL,
    -- each has its words and a next step for the agent and the supervisor (tests/gui/test_what_waits.py)
    reason       text NOT NULL CHECK (reason IN ('stale_lease', 'after_close', 'after_opt_out', 'outside_hours', 'cloned_device')),
    received_at  timestamptz NOT NULL DEFAULT now(),
    decided_at   timestamptz
);
CREATE INDEX ON app.flagged (campaign, received_at) WHERE decided_at IS NULL;

-- Access events (decisions 11, 12): apart from the calls, read only by auditors; chained per device by prev_hash.
CREATE TABLE app.audit (
    id           uuid PRIMARY KEY,
    device       uuid,
    seq          bigint,
    login        text NOT NULL,
    type         text NOT NULL,
    campaign     text,
    case_id      uuid,
    detail       jsonb NOT NULL DEFAULT '{}',
    at           timestamptz NOT NULL,
    received_at  timestamptz NOT NULL DEFAULT now(),
    sha256       text,
    prev_hash    text,
    text         text
);
CREATE INDEX ON app.audit (device, seq);
CREATE INDEX ON app.audit (login, type, at) WHERE type IN ('reveal', 'look_up');  -- the rates of guarded calls
CREATE INDEX ON app.audit (case_id);

-- Accepted, kept, not applied: with a reason and a next step. `text` as received, even if it could not be parsed.
CREATE TABLE app.quarantine (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    event_id     uuid,
    device       uuid NOT NULL,
    seq          bigint,
    login        text NOT NULL,
    campaign     text,
    case_id      uuid,
    status       text NOT NULL CHECK (status IN ('quarantined', 'conflict')),
    reason       text NOT NULL CHECK (reason IN ('not_held', 'wrong_device', 'invalid', 'unreadable', 'same_id_other_content')),
    text         text NOT NULL,
    sha256       text NOT NULL,
    received_at  timestamptz NOT NULL DEFAULT now(),
    decided_at   timestamptz,
    decided_by   name,
    decision     text,
    UNIQUE (device, sha256)
);
CREATE INDEX ON app.quarantine (device, seq);
CREATE INDEX ON app.quarantine (case_id) WHERE decided_at IS NULL;

-- Sealed journals as they were brought, opaque to everybody but who holds the organisation's private key (app_recovery.sql).
CREATE TABLE app.sealed_deposit (
    sha256      text PRIMARY KEY,
    blob        bytea NOT NULL CHECK (length(blob) <= 524288),
    login       text NOT NULL,             -- who brought it
    received_at timestamptz NOT NULL DEFAULT now(),
    opened_at   timestamptz                -- by the operator; it goes a week later
);
CREATE INDEX ON app.sealed_deposit (login, received_at);

-- Figures kept in the transaction that applies an event, aggregated per batch and written once in key order (decision 12).
-- measure: attempts, reached, interviews, interview_refused, offer_accepted, offer_refused, callbacks, opt_outs, disposition:<CODE>,
-- hour:<HH>:<CODE> (of the end of the call)
CREATE TABLE app.rollup (
    day        date NOT NULL,
    campaign   text NOT NULL,
    organisme  text NOT NULL,
    login      text NOT NULL,
    measure    text NOT NULL,
    n          bigint NOT NULL,
    PRIMARY KEY (day, campaign, organisme, login, measure)
) WITH (fillfactor = 50);
CREATE INDEX rollup_of_day ON app.rollup (day, login) WHERE measure IN ('attempts', 'interviews');  -- the board
-- The same of days gone by, without the agents: what a campaign's page adds up (functions/app_days.sql). `day_due`: to be added anew.
CREATE TABLE app.day_figure (
    campaign   text NOT NULL,
    day        date NOT NULL,
    organisme  text NOT NULL,
    measure    text NOT NULL,
    n          bigint NOT NULL,
    PRIMARY KEY (campaign, day, organisme, measure)
);
CREATE TABLE app.day_due (day date NOT NULL, campaign text NOT NULL);

-- Numbered lots of results for an organisme. The bytes of a lot are a function of its lines; a correction is a rectificatif line of a later lot.
CREATE TABLE app.export_lot (
    campaign    text NOT NULL,
    organisme   text NOT NULL,
    number      integer NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    created_by  name NOT NULL DEFAULT session_user,
    recipient   text,
    sha256      text,
    received_at timestamptz,
    lines       integer NOT NULL,
    PRIMARY KEY (campaign, organisme, number)
);
-- What left of a study, once for each organisme (functions/manager_exports.sql): counts of nobody, small ones hidden.
CREATE TABLE app.study_table (
    campaign    text NOT NULL REFERENCES app.campaign (code),
    organisme   text NOT NULL REFERENCES app.organisme (code),
    made_at     timestamptz NOT NULL DEFAULT now(),
    made_by     name NOT NULL DEFAULT session_user,
    rows        jsonb NOT NULL,
    PRIMARY KEY (campaign, organisme)
);
-- What supervisors were shown of a study on a day that it was read (functions/app_studies.sql): counts of nobody. `told` NULL: nothing new.
CREATE TABLE app.study_view (
    campaign    text NOT NULL REFERENCES app.campaign (code),
    day         date NOT NULL,
    at          timestamptz NOT NULL DEFAULT now(),
    told        jsonb,
    sample      jsonb NOT NULL DEFAULT '[]',  -- interviews to look over, as of this step (functions/supervisor_quality.sql)
    PRIMARY KEY (campaign, day)
);
CREATE TABLE app.export_line (
    campaign    text NOT NULL,
    organisme   text NOT NULL,
    number      integer NOT NULL,
    position    integer NOT NULL,
    case_id     uuid NOT NULL,
    row_ref     text NOT NULL,
    rectifies   integer,
    result      jsonb NOT NULL,
    result_at   timestamptz NOT NULL,
    PRIMARY KEY (campaign, organisme, number, position)
);
CREATE INDEX ON app.export_line (campaign, case_id);

-- Requests to exercise a right: type, date, address given (trade section 4).
CREATE TABLE app.right_request (
    event_id   uuid PRIMARY KEY,
    campaign   text NOT NULL,
    case_id    uuid NOT NULL,
    kind       text NOT NULL,
    at         timestamptz NOT NULL,
    login      text NOT NULL
);

-- Somebody called in whom the agent could not look up: the event's number, as its HMAC only (app.apply_slips).
CREATE TABLE app.incoming_slip (
    event_id     uuid PRIMARY KEY,
    number_hmac  bytea NOT NULL,
    at           timestamptz NOT NULL,
    login        text NOT NULL
);
CREATE INDEX ON app.incoming_slip (number_hmac, at);
CREATE INDEX ON app.incoming_slip (at);

-- A line of a supervisor to a person, a team or all agents, told with the hello until it ends and answered by message_read.
CREATE TABLE app.message (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    login      text NOT NULL REFERENCES app.person,
    sender     text NOT NULL,              -- the name to show
    audience   text NOT NULL CHECK (audience IN ('person', 'team', 'all')),
    addressee  text,                       -- a login or a team
    text       text NOT NULL CHECK (length(text) BETWEEN 1 AND 280),
    at         timestamptz NOT NULL DEFAULT now(),
    ends_at    timestamptz NOT NULL,
    CHECK ((audience = 'all') = (addressee IS NULL))
);
CREATE INDEX ON app.message (ends_at);
CREATE TABLE app.message_read (
    message  uuid NOT NULL REFERENCES app.message ON DELETE CASCADE,
    login    text NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (message, login)
);

-- What supervisors decide, with who, when and why: written before it is done, one step for each portion; never changed.
-- `rule` names cases by what they are, agents by login, and holds nothing of a person called.
CREATE TABLE app.decision (
    id        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    login     text NOT NULL REFERENCES app.person,
    kind      text NOT NULL,
    reason    text NOT NULL CHECK (length(reason) BETWEEN 3 AND 200),
    campaign  text,
    rule      jsonb NOT NULL,
    at        timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON app.decision (at);
CREATE TABLE app.decision_step (
    decision  uuid NOT NULL REFERENCES app.decision,
    at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    touched   integer NOT NULL
);
CREATE INDEX ON app.decision_step (decision);

-- Interviews wanted of a cell, where a supervisor changed what the campaign's text says.
CREATE TABLE app.quota_target (
    campaign  text NOT NULL REFERENCES app.campaign (code),
    cell      text NOT NULL,
    target    integer NOT NULL CHECK (target BETWEEN 0 AND 1000000),
    PRIMARY KEY (campaign, cell)
);

-- The cells of the current version and the interviews that each organisme is to have of them; the first that fits is a person's.
CREATE TABLE app.quota (
    campaign  text NOT NULL REFERENCES app.campaign (code),
    cell      text NOT NULL,
    place     integer NOT NULL,
    sex       text NOT NULL,               -- H, F; '' for both
    age_min   integer NOT NULL,
    age_max   integer NOT NULL,
    target    integer NOT NULL,
    PRIMARY KEY (campaign, cell)
);
CREATE TABLE app.quota_done (
    campaign  text NOT NULL,
    case_id   uuid NOT NULL,
    cell      text NOT NULL,
    organisme text NOT NULL,
    PRIMARY KEY (campaign, case_id)
);
CREATE INDEX ON app.quota_done (campaign, cell, organisme);

-- Interviews looked over: {"identity": "good", ...} by the grid of services.quality.
CREATE TABLE app.review (
    campaign  text NOT NULL,
    case_id   uuid NOT NULL,
    login     text NOT NULL,               -- whose interview
    reviewer  text NOT NULL,
    signed    text NOT NULL,               -- the reviewer's name, as the agent reads it
    at        timestamptz NOT NULL DEFAULT now(),
    marks     jsonb NOT NULL,
    remark    text NOT NULL DEFAULT '' CHECK (length(remark) <= 300),
    PRIMARY KEY (campaign, case_id)
);
CREATE INDEX ON app.review (login, at);

-- Answers of a study, apart from the person: the study id is the HMAC of the case id (domain section 6, campaign 7).
CREATE TABLE app.study_answer (
    campaign   text NOT NULL,
    study_id   bytea NOT NULL,
    answers    jsonb NOT NULL,
    at         timestamptz NOT NULL,
    epoch      integer NOT NULL,           -- the newest (epoch, seq) wins, whatever the order of arrival
    seq        bigint NOT NULL,
    PRIMARY KEY (campaign, study_id)
);

-- One pushed text as agent.push carries it through its steps; `n` is its place in the batch.
CREATE TYPE app.pushed AS (
    n            integer,
    text         text,
    sha256       text,
    id           uuid,
    type         text,
    device       uuid,
    seq          bigint,
    prev         text,
    case_id      uuid,
    campaign     text,
    lease_id     uuid,
    epoch        integer,
    at           timestamptz,
    body         jsonb,
    contact_id   uuid,
    organisme    text,
    status       text,
    reason       text,
    cohort       date              -- of its case
);

-- The same as its text says it.
CREATE TYPE app.told AS (
    v            integer,
    id           uuid,
    type         text,
    device       uuid,
    seq          bigint,
    prev         text,
    "case"       uuid,
    campaign     text,
    lease        uuid,
    epoch        integer,
    at           timestamptz,
    body         jsonb
);

-- Who may do what, of one authorisation; of a person without any, one line without it.
CREATE TYPE app.authorisation_line AS (
    login           text,
    name            text,
    kind            text,
    campaign        text,
    organisme       text,
    authorised_by   text,
    from_at         timestamptz,
    until_at        timestamptz,
    revoked_at      timestamptz,
    disabled_at     timestamptz,
    undertaking_at  timestamptz,
    team            text
);

-- A campaign as its agents take cases of it: until when, of which organismes (NULL: of all), how many, and the limit of its rule
-- (`max_attempts` NULL: none) counted from `since` on (app.plans).
CREATE TYPE app.campaign_plan AS (
    code         text,
    open         boolean,
    priority     integer,
    version      text,
    calling_rule text,
    organismes   text[],
    until        timestamptz,
    lease_cap    integer,
    max_attempts integer,
    over_days    integer,
    since        timestamptz
);
