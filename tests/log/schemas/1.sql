PRAGMA application_id = 1400140389;
BEGIN TRANSACTION;
CREATE TABLE days (
	id VARCHAR(40) NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	note TEXT, 
	deleted_us BIGINT, 
	PRIMARY KEY (id)
);
INSERT INTO "days" VALUES('2026-12-24 holiday','2026-12-24','holiday',NULL,NULL);
INSERT INTO "days" VALUES('2026-12-25 holiday','2026-12-25','holiday',NULL,NULL);
CREATE TABLE holds (
	id VARCHAR(64) NOT NULL, 
	session VARCHAR(64) NOT NULL, 
	stretch VARCHAR(60) NOT NULL, 
	side VARCHAR(5) NOT NULL CHECK (side IN ('left', 'right', 'both')), 
	set_number SMALLINT NOT NULL, 
	planned_s DOUBLE NOT NULL CHECK (planned_s > 0), 
	held_s DOUBLE NOT NULL CHECK (held_s >= 0), 
	status VARCHAR(10) NOT NULL CHECK (status IN ('completed', 'cut short', 'skipped')), 
	started_us BIGINT NOT NULL, 
	deleted_us BIGINT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(session) REFERENCES sessions (id)
);
INSERT INTO "holds" VALUES('4494bc4c-b157-430b-8513-6219f9433de3','ec3a6963-5f3c-45fe-bc80-fa9c7c635474','childs_pose','both',1,30.0,30.0,'completed',1795367100000000,NULL);
INSERT INTO "holds" VALUES('4d7bb813-1f2a-49bb-9d56-f6c493f73dc9','ec3a6963-5f3c-45fe-bc80-fa9c7c635474','runners_lunge','left',1,30.0,30.0,'completed',1795367140000000,NULL);
INSERT INTO "holds" VALUES('9259a74b-150b-450e-9b96-97f590f70bb1','ec3a6963-5f3c-45fe-bc80-fa9c7c635474','runners_lunge','right',1,30.0,12.5,'cut short',1795367180000000,NULL);
INSERT INTO "holds" VALUES('ca10e1d0-265a-4f1f-b156-992c9900ff1b','ab822142-1fe4-4bdf-b325-2e17a53441a6','happy_baby','both',1,30.0,30.0,'completed',1795453500000000,NULL);
INSERT INTO "holds" VALUES('d033bb40-b65c-4ef1-b54c-89c1bc2de322','ab822142-1fe4-4bdf-b325-2e17a53441a6','happy_baby','both',2,30.0,30.0,'completed',1795453540000000,NULL);
CREATE TABLE journal (
	step INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at_us BIGINT NOT NULL, 
	what TEXT NOT NULL, 
	changes TEXT NOT NULL, 
	undone SMALLINT NOT NULL
);
INSERT INTO "journal" VALUES(1,1795346781037599,'the deletion of the session of 2026-11-22 18:05','[{"table": "sessions", "ids": ["79b3dc67-988d-4fb0-a8dc-3f8ce7ed2884"], "before": {"deleted_us": null}, "after": {"deleted_us": 1795346781034925}}]',0);
INSERT INTO "journal" VALUES(2,1795346781044305,'the value 61.5 of straight_leg_raise','[{"table": "measures", "ids": ["2ea04675-e73b-4e48-893c-e0c3fde6993a"], "before": {"deleted_us": 1795346781043989}, "after": {"deleted_us": null}}]',0);
INSERT INTO "journal" VALUES(3,1795346781047277,'2 days marked as holiday','[{"table": "days", "ids": ["2026-12-24 holiday", "2026-12-25 holiday"], "before": {"deleted_us": 1795346781047031}, "after": {"deleted_us": null}}]',0);
INSERT INTO "journal" VALUES(4,1795346781049649,'the phase ''B: routine''','[{"table": "phases", "ids": ["2026-11-20 B: routine"], "before": {"deleted_us": 1795346781049398}, "after": {"deleted_us": null}}]',0);
INSERT INTO "journal" VALUES(5,1795346781053217,'the plan of 3 days a week','[{"table": "stretchbook", "ids": ["plan_days_per_week"], "before": {"value": null}, "after": {"value": "3"}}]',0);
CREATE TABLE measures (
	id VARCHAR(64) NOT NULL, 
	measure VARCHAR(60) NOT NULL, 
	side VARCHAR(5) NOT NULL CHECK (side IN ('left', 'right', 'both')), 
	value DOUBLE NOT NULL, 
	taken_us BIGINT NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	utc_offset_s INTEGER NOT NULL, 
	note TEXT, 
	deleted_us BIGINT, 
	PRIMARY KEY (id)
);
INSERT INTO "measures" VALUES('2ea04675-e73b-4e48-893c-e0c3fde6993a','straight_leg_raise','left',61.5,1795367100000000,'Europe/Berlin',3600,NULL,NULL);
CREATE TABLE phases (
	id VARCHAR(120) NOT NULL, 
	label VARCHAR(100) NOT NULL, 
	start VARCHAR(10) NOT NULL, 
	deleted_us BIGINT, 
	PRIMARY KEY (id)
);
INSERT INTO "phases" VALUES('2026-11-20 B: routine','B: routine','2026-11-20',NULL);
CREATE TABLE sessions (
	id VARCHAR(64) NOT NULL, 
	started_us BIGINT NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	utc_offset_s INTEGER NOT NULL, 
	areas VARCHAR(200) NOT NULL, 
	pain_before_lower_back SMALLINT CHECK (pain_before_lower_back BETWEEN 0 AND 10), 
	pain_after_lower_back SMALLINT CHECK (pain_after_lower_back BETWEEN 0 AND 10), 
	pain_before_hip SMALLINT CHECK (pain_before_hip BETWEEN 0 AND 10), 
	pain_after_hip SMALLINT CHECK (pain_after_hip BETWEEN 0 AND 10), 
	note TEXT, 
	deleted_us BIGINT, 
	PRIMARY KEY (id)
);
INSERT INTO "sessions" VALUES('ec3a6963-5f3c-45fe-bc80-fa9c7c635474',1795367100000000,'Europe/Berlin',3600,'lower back|hip',6,4,0,NULL,'=a note',NULL);
INSERT INTO "sessions" VALUES('ab822142-1fe4-4bdf-b325-2e17a53441a6',1795453500000000,'Europe/Berlin',3600,'hip',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "sessions" VALUES('79b3dc67-988d-4fb0-a8dc-3f8ce7ed2884',1795367100000000,'Europe/Berlin',3600,'',NULL,NULL,NULL,NULL,NULL,1795346781034925);
CREATE TABLE stretchbook (
	id VARCHAR(40) NOT NULL, 
	value TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO "stretchbook" VALUES('schema','1');
INSERT INTO "stretchbook" VALUES('log','8e7ca120-e198-4519-9bb4-e7d7bad310e5');
INSERT INTO "stretchbook" VALUES('plan_days_per_week','3');
CREATE INDEX ix_holds_session ON holds (session);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('journal',5);
COMMIT;
