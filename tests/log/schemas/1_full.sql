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
INSERT INTO "days" VALUES('2026-10-01 illness','2026-10-01','illness','flu',NULL);
INSERT INTO "days" VALUES('2026-10-02 illness','2026-10-02','illness','flu',1795624888504505);
INSERT INTO "days" VALUES('2026-10-03 illness','2026-10-03','illness','flu',NULL);
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
INSERT INTO "holds" VALUES('page-1-0','page-1','childs_pose','both',1,30.0,30.0,'completed',1792515605000000,NULL);
INSERT INTO "holds" VALUES('page-1-1','page-1','runners_lunge','left',1,30.0,12.5,'cut short',1792515665000000,NULL);
INSERT INTO "holds" VALUES('page-1-2','page-1','runners_lunge','right',1,30.0,0.0,'skipped',1792515725000000,NULL);
INSERT INTO "holds" VALUES('page-2-0','page-2','happy_baby','both',1,30.0,29.96,'completed',1792857900000000,NULL);
INSERT INTO "holds" VALUES('page-3-0','page-3','happy_baby','both',1,30.0,29.96,'completed',1792893900000000,NULL);
INSERT INTO "holds" VALUES('page-3-1','page-3','happy_baby','both',2,30.0,29.96,'completed',1792893940000000,1795624888519989);
INSERT INTO "holds" VALUES('page-4-0','page-4','happy_baby','both',1,30.0,29.96,'completed',1793030700000001,NULL);
INSERT INTO "holds" VALUES('page-4-1','page-4','happy_baby','both',2,30.0,29.96,'completed',1793030740000001,NULL);
INSERT INTO "holds" VALUES('page-4-2','page-4','happy_baby','both',3,30.0,29.96,'completed',1793030780000001,NULL);
CREATE TABLE journal (
	step INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at_us BIGINT NOT NULL, 
	what TEXT NOT NULL, 
	changes TEXT NOT NULL, 
	undone SMALLINT NOT NULL
);
INSERT INTO "journal" VALUES(1,1795624888482861,'the change of the session of 2026-10-24 18:05','[{"table": "sessions", "ids": ["page-2"], "before": {"pain_after_lower_back": null, "pain_before_hip": null, "pain_after_hip": null, "note": null}, "after": {"pain_after_lower_back": 1, "pain_before_hip": 6, "pain_after_hip": 4, "note": "typed"}}]',0);
INSERT INTO "journal" VALUES(2,1795624888485978,'the change of the session of 2026-10-24 18:05','[{"table": "sessions", "ids": ["page-2"], "before": {"pain_before_hip": 6, "note": "typed"}, "after": {"pain_before_hip": 5, "note": null}}]',0);
INSERT INTO "journal" VALUES(3,1795624888489899,'the change of the session of 2026-10-25 03:05','[{"table": "sessions", "ids": ["page-3"], "before": {"areas": "hip", "pain_after_lower_back": null}, "after": {"areas": "lower back", "pain_after_lower_back": 7}}]',0);
INSERT INTO "journal" VALUES(4,1795624888492682,'the value 0.3 of straight_leg_raise','[{"table": "measures", "ids": ["dc4ed732-79b1-4d61-943d-0a07350f8da4"], "before": {"deleted_us": 1795624888492313}, "after": {"deleted_us": null}}]',0);
INSERT INTO "journal" VALUES(5,1795624888494704,'the value 12.5 of fingertip_to_floor','[{"table": "measures", "ids": ["99458ff6-8280-4731-a032-5da204f9360c"], "before": {"deleted_us": 1795624888494348}, "after": {"deleted_us": null}}]',0);
INSERT INTO "journal" VALUES(6,1795624888499385,'the deletion of the measure fingertip_to_floor 12.5','[{"table": "measures", "ids": ["99458ff6-8280-4731-a032-5da204f9360c"], "before": {"deleted_us": null}, "after": {"deleted_us": 1795624888498168}}]',0);
INSERT INTO "journal" VALUES(7,1795624888501906,'3 days marked as illness','[{"table": "days", "ids": ["2026-10-01 illness", "2026-10-02 illness", "2026-10-03 illness"], "before": {"deleted_us": 1795624888501594}, "after": {"deleted_us": null}}]',0);
INSERT INTO "journal" VALUES(8,1795624888505629,'taking away the marks from 2026-10-02 to 2026-10-02','[{"table": "days", "ids": ["2026-10-02 illness"], "before": {"deleted_us": null}, "after": {"deleted_us": 1795624888504505}}]',0);
INSERT INTO "journal" VALUES(9,1795624888509356,'the phase ''A''','[{"table": "phases", "ids": ["2026-09-01 A"], "before": {"deleted_us": 1795624888508996}, "after": {"deleted_us": null}}]',0);
INSERT INTO "journal" VALUES(10,1795624888512132,'the phase ''B: routine''','[{"table": "phases", "ids": ["2026-10-10 B: routine"], "before": {"deleted_us": 1795624888511739}, "after": {"deleted_us": null}}]',0);
INSERT INTO "journal" VALUES(11,1795624888515350,'the plan of 3 days a week','[{"table": "stretchbook", "ids": ["plan_days_per_week"], "before": {"value": null}, "after": {"value": "3"}}]',0);
INSERT INTO "journal" VALUES(12,1795624888517394,'the plan of 4 days a week','[{"table": "stretchbook", "ids": ["plan_days_per_week"], "before": {"value": "3"}, "after": {"value": "4"}}]',0);
INSERT INTO "journal" VALUES(13,1795624888521188,'the deletion of the hold happy_baby, both','[{"table": "holds", "ids": ["page-3-1"], "before": {"deleted_us": null}, "after": {"deleted_us": 1795624888519989}}]',0);
INSERT INTO "journal" VALUES(14,1795624888524583,'the deletion of the session of 2026-10-27 05:05','[{"table": "sessions", "ids": ["page-4"], "before": {"deleted_us": null}, "after": {"deleted_us": 1795624888523667}}]',0);
INSERT INTO "journal" VALUES(15,1795624888526012,'the plan of no days a week','[{"table": "stretchbook", "ids": ["plan_days_per_week"], "before": {"value": "4"}, "after": {"value": null}}]',0);
INSERT INTO "journal" VALUES(16,1795624888527293,'the plan of 5 days a week','[{"table": "stretchbook", "ids": ["plan_days_per_week"], "before": {"value": null}, "after": {"value": "5"}}]',0);
INSERT INTO "journal" VALUES(17,1795624888529152,'the change of the session of 2026-10-20 19:00','[{"table": "sessions", "ids": ["page-1"], "before": {"pain_after_hip": 3}, "after": {"pain_after_hip": null}}]',1);
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
INSERT INTO "measures" VALUES('dc4ed732-79b1-4d61-943d-0a07350f8da4','straight_leg_raise','left',3.00000000000000044408e-01,1792857900000000,'Europe/Berlin',7200,'warm',NULL);
INSERT INTO "measures" VALUES('99458ff6-8280-4731-a032-5da204f9360c','fingertip_to_floor','both',12.5,1792857900000000,'Europe/Berlin',7200,NULL,1795624888498168);
CREATE TABLE phases (
	id VARCHAR(120) NOT NULL, 
	label VARCHAR(100) NOT NULL, 
	start VARCHAR(10) NOT NULL, 
	deleted_us BIGINT, 
	PRIMARY KEY (id)
);
INSERT INTO "phases" VALUES('2026-09-01 A','A','2026-09-01',NULL);
INSERT INTO "phases" VALUES('2026-10-10 B: routine','B: routine','2026-10-10',NULL);
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
INSERT INTO "sessions" VALUES('page-1',1792515600250000,'Europe/Berlin',7200,'hip|lower back',10,NULL,0,3,'=a note, “quoted”
in two lines',NULL);
INSERT INTO "sessions" VALUES('page-2',1792857900000000,'Europe/Berlin',7200,'',NULL,1,5,4,NULL,NULL);
INSERT INTO "sessions" VALUES('page-3',1792893900000000,'Europe/Berlin',3600,'lower back',NULL,7,NULL,NULL,NULL,NULL);
INSERT INTO "sessions" VALUES('page-4',1793030700000001,'Pacific/Auckland',46800,'hip',NULL,NULL,NULL,NULL,NULL,1795624888523667);
CREATE TABLE stretchbook (
	id VARCHAR(40) NOT NULL, 
	value TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO "stretchbook" VALUES('schema','1');
INSERT INTO "stretchbook" VALUES('log','751b7927-47bf-4fba-a2b6-74f43c810f37');
INSERT INTO "stretchbook" VALUES('plan_days_per_week','5');
CREATE INDEX ix_holds_session ON holds (session);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('journal',17);
COMMIT;
