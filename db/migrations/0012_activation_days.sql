CREATE TABLE "activation_days" (
	"subject" text NOT NULL,
	"day" date NOT NULL,
	"planned" integer NOT NULL,
	CONSTRAINT "activation_days_subject_day_pk" PRIMARY KEY("subject","day")
);
--> statement-breakpoint
ALTER TABLE "activation_days" ENABLE ROW LEVEL SECURITY;