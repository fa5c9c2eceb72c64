BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('dc11669786a5');
CREATE TABLE "assessments" (
	assessment_id VARCHAR(50) NOT NULL, 
	trace_id VARCHAR(50) NOT NULL, 
	name VARCHAR(250) NOT NULL, 
	assessment_type VARCHAR(20) NOT NULL, 
	value TEXT NOT NULL, 
	error TEXT, 
	created_timestamp BIGINT NOT NULL, 
	last_updated_timestamp BIGINT NOT NULL, 
	source_type VARCHAR(50) NOT NULL, 
	source_id VARCHAR(250), 
	run_id VARCHAR(32), 
	span_id VARCHAR(50), 
	rationale TEXT, 
	overrides VARCHAR(50), 
	valid BOOLEAN NOT NULL, 
	assessment_metadata TEXT, 
	experiment_id INTEGER, 
	trace_timestamp_ms BIGINT, 
	aggregate_value FLOAT, 
	is_numeric_value BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT assessments_pk PRIMARY KEY (assessment_id), 
	CONSTRAINT fk_assessments_trace_id FOREIGN KEY(trace_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
CREATE TABLE budget_policies (
	budget_policy_id VARCHAR(36) NOT NULL, 
	budget_unit VARCHAR(32) NOT NULL, 
	budget_amount FLOAT NOT NULL, 
	duration_unit VARCHAR(32) NOT NULL, 
	duration_value INTEGER NOT NULL, 
	target_scope VARCHAR(32) NOT NULL, 
	budget_action VARCHAR(32) NOT NULL, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, target_value VARCHAR(255), 
	CONSTRAINT budget_policies_pk PRIMARY KEY (budget_policy_id)
);
CREATE TABLE "datasets" (
	dataset_uuid VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(500) NOT NULL, 
	digest VARCHAR(36) NOT NULL, 
	dataset_source_type VARCHAR(36) NOT NULL, 
	dataset_source TEXT NOT NULL, 
	dataset_schema TEXT, 
	dataset_profile TEXT, 
	CONSTRAINT dataset_pk PRIMARY KEY (experiment_id, name, digest), 
	CONSTRAINT fk_datasets_experiment_id_experiments FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
INSERT INTO "datasets" VALUES('877a947954a04b5d9f360646d6a99b0a',1,'clips-training','51e3fc1a1e8629750342fd52180a9877d002','local','{"uri": "data/clips", "data_sha256": "51e3fc1a1e8629750342fd52180a9877d002511388f93638b9002d670b4065f1"}',NULL,'{"clips": 48, "speakers": 24, "duplicates": 0, "words": {"down": 24, "up": 24}}');
INSERT INTO "datasets" VALUES('ccafbb4a39084e98afa863d9309ec4e0',1,'clips-validation','51e3fc1a1e8629750342fd52180a9877d002','local','{"uri": "data/clips", "data_sha256": "51e3fc1a1e8629750342fd52180a9877d002511388f93638b9002d670b4065f1"}',NULL,'{"clips": 12, "speakers": 6, "duplicates": 0, "words": {"down": 6, "up": 6}}');
INSERT INTO "datasets" VALUES('4b5233c0b3e84e6db30bfc879027b845',1,'clips-test','51e3fc1a1e8629750342fd52180a9877d002','local','{"uri": "data/clips", "data_sha256": "51e3fc1a1e8629750342fd52180a9877d002511388f93638b9002d670b4065f1"}',NULL,'{"clips": 2, "speakers": 1, "duplicates": 0, "words": {"down": 1, "up": 1}}');
CREATE TABLE endpoint_bindings (
	endpoint_id VARCHAR(36) NOT NULL, 
	resource_type VARCHAR(50) NOT NULL, 
	resource_id VARCHAR(255) NOT NULL, 
	created_at BIGINT NOT NULL, 
	created_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), display_name VARCHAR(255), 
	CONSTRAINT endpoint_bindings_pk PRIMARY KEY (endpoint_id, resource_type, resource_id), 
	CONSTRAINT fk_endpoint_bindings_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE CASCADE
);
CREATE TABLE endpoint_model_mappings (
	mapping_id VARCHAR(36) NOT NULL, 
	endpoint_id VARCHAR(36) NOT NULL, 
	model_definition_id VARCHAR(36) NOT NULL, 
	weight FLOAT NOT NULL, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, linkage_type VARCHAR(64) DEFAULT 'PRIMARY' NOT NULL, fallback_order INTEGER, 
	CONSTRAINT endpoint_model_mappings_pk PRIMARY KEY (mapping_id), 
	CONSTRAINT fk_endpoint_model_mappings_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE CASCADE, 
	CONSTRAINT fk_endpoint_model_mappings_model_definition_id FOREIGN KEY(model_definition_id) REFERENCES model_definitions (model_definition_id)
);
CREATE TABLE endpoint_tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	endpoint_id VARCHAR(36) NOT NULL, 
	CONSTRAINT endpoint_tag_pk PRIMARY KEY ("key", endpoint_id), 
	CONSTRAINT fk_endpoint_tags_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE CASCADE
);
CREATE TABLE "endpoints" (
	endpoint_id VARCHAR(36) NOT NULL, 
	name VARCHAR(255), 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	routing_strategy VARCHAR(64), 
	fallback_config_json TEXT, 
	experiment_id INTEGER, 
	usage_tracking BOOLEAN DEFAULT '0' NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT endpoints_pk PRIMARY KEY (endpoint_id), 
	CONSTRAINT fk_endpoints_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE SET NULL, 
	CONSTRAINT uq_endpoints_workspace_name UNIQUE (workspace, name)
);
CREATE TABLE entity_associations (
	association_id VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, 
	created_time BIGINT, 
	CONSTRAINT entity_associations_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
CREATE TABLE "evaluation_dataset_records" (
	dataset_record_id VARCHAR(36) NOT NULL, 
	dataset_id VARCHAR(36) NOT NULL, 
	inputs JSON NOT NULL, 
	expectations JSON, 
	tags JSON, 
	source JSON, 
	source_id VARCHAR(36), 
	source_type VARCHAR(255), 
	created_time BIGINT, 
	last_update_time BIGINT, 
	created_by VARCHAR(255), 
	last_updated_by VARCHAR(255), 
	input_hash VARCHAR(64) NOT NULL, outputs JSON, 
	CONSTRAINT evaluation_dataset_records_pk PRIMARY KEY (dataset_record_id), 
	CONSTRAINT fk_evaluation_dataset_records_dataset_id FOREIGN KEY(dataset_id) REFERENCES evaluation_datasets (dataset_id) ON DELETE CASCADE, 
	CONSTRAINT unique_dataset_input UNIQUE (dataset_id, input_hash)
);
CREATE TABLE evaluation_dataset_tags (
	dataset_id VARCHAR(36) NOT NULL, 
	"key" VARCHAR(255) NOT NULL, 
	value VARCHAR(5000), 
	CONSTRAINT evaluation_dataset_tags_pk PRIMARY KEY (dataset_id, "key"), 
	CONSTRAINT fk_evaluation_dataset_tags_dataset_id FOREIGN KEY(dataset_id) REFERENCES evaluation_datasets (dataset_id) ON DELETE CASCADE
);
CREATE TABLE "evaluation_datasets" (
	dataset_id VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	schema TEXT, 
	profile TEXT, 
	digest VARCHAR(64), 
	created_time BIGINT, 
	last_update_time BIGINT, 
	created_by VARCHAR(255), 
	last_updated_by VARCHAR(255), 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT evaluation_datasets_pk PRIMARY KEY (dataset_id)
);
CREATE TABLE "experiment_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value TEXT, 
	experiment_id INTEGER NOT NULL, 
	CONSTRAINT experiment_tag_pk PRIMARY KEY ("key", experiment_id), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "experiment_tags" VALUES('first','1ccc50796dd2414ea34fdcdd10aec75e',2);
CREATE TABLE "experiments" (
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	artifact_location VARCHAR(256), 
	lifecycle_stage VARCHAR(32), 
	creation_time BIGINT, 
	last_update_time BIGINT, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT experiment_pk PRIMARY KEY (experiment_id), 
	CONSTRAINT experiments_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	CONSTRAINT uq_experiments_workspace_name UNIQUE (workspace, name)
);
INSERT INTO "experiments" VALUES(0,'Default','/home/person/keyword-spotter/mlruns/0','active',1796073302015,1796073302015,'default');
INSERT INTO "experiments" VALUES(1,'keyword-spotter','file:///home/person/keyword-spotter/.mlflow/artifacts','active',1796073302103,1796073302103,'default');
INSERT INTO "experiments" VALUES(2,'promotions','file:///home/person/keyword-spotter/.mlflow/artifacts','active',1796073308435,1796073308626,'default');
CREATE TABLE guardrail_configs (
	endpoint_id VARCHAR(36) NOT NULL, 
	guardrail_id VARCHAR(36) NOT NULL, 
	execution_order INTEGER, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT guardrail_configs_pk PRIMARY KEY (endpoint_id, guardrail_id), 
	CONSTRAINT fk_guardrail_configs_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE CASCADE, 
	CONSTRAINT fk_guardrail_configs_guardrail_id FOREIGN KEY(guardrail_id) REFERENCES guardrails (guardrail_id) ON DELETE CASCADE
);
CREATE TABLE guardrails (
	guardrail_id VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	scorer_id VARCHAR(36) NOT NULL, 
	scorer_version INTEGER NOT NULL, 
	stage VARCHAR(32) NOT NULL, 
	action VARCHAR(32) NOT NULL, 
	action_endpoint_id VARCHAR(36), 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT guardrails_pk PRIMARY KEY (guardrail_id), 
	CONSTRAINT fk_guardrails_scorer_version FOREIGN KEY(scorer_id, scorer_version) REFERENCES scorer_versions (scorer_id, scorer_version), 
	CONSTRAINT fk_guardrails_action_endpoint_id FOREIGN KEY(action_endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE SET NULL
);
CREATE TABLE input_tags (
	input_uuid VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	value VARCHAR(500) NOT NULL, 
	CONSTRAINT input_tags_pk PRIMARY KEY (input_uuid, name)
);
INSERT INTO "input_tags" VALUES('b61eb50aacd54a0793705ffa8e4df974','mlflow.data.context','training');
INSERT INTO "input_tags" VALUES('8bb6408d60d44058a59eeb4805f05c93','mlflow.data.context','validation');
INSERT INTO "input_tags" VALUES('bee1701504b44d918814f9b0b91c557f','mlflow.data.context','test');
INSERT INTO "input_tags" VALUES('f6bbdc89c9b14a3cb6356cbe4d77d029','mlflow.data.context','training');
INSERT INTO "input_tags" VALUES('aa5d0181361e4b558740170cb0fa9422','mlflow.data.context','validation');
INSERT INTO "input_tags" VALUES('86d672d6e9a441bb997f8b2602d3659d','mlflow.data.context','test');
CREATE TABLE inputs (
	input_uuid VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, step BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT inputs_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "inputs" VALUES('9e72c45ba40441dd86aa71bbf3d3db80','RUN_OUTPUT','fbe34734f28a4184ae70720d2a989107','MODEL_OUTPUT','m-d28ca27dfbc04e8aa424f2d9a15b3560',0);
INSERT INTO "inputs" VALUES('b61eb50aacd54a0793705ffa8e4df974','DATASET','877a947954a04b5d9f360646d6a99b0a','RUN','fbe34734f28a4184ae70720d2a989107',0);
INSERT INTO "inputs" VALUES('8bb6408d60d44058a59eeb4805f05c93','DATASET','ccafbb4a39084e98afa863d9309ec4e0','RUN','fbe34734f28a4184ae70720d2a989107',0);
INSERT INTO "inputs" VALUES('bee1701504b44d918814f9b0b91c557f','DATASET','4b5233c0b3e84e6db30bfc879027b845','RUN','fbe34734f28a4184ae70720d2a989107',0);
INSERT INTO "inputs" VALUES('c608d5c951524cf5bca3f77619e5eecb','RUN_OUTPUT','fcc69bcd174c4239a90bb4562e747b50','MODEL_OUTPUT','m-d976ba5da6b941f78200118df676810f',0);
INSERT INTO "inputs" VALUES('f6bbdc89c9b14a3cb6356cbe4d77d029','DATASET','877a947954a04b5d9f360646d6a99b0a','RUN','fcc69bcd174c4239a90bb4562e747b50',0);
INSERT INTO "inputs" VALUES('aa5d0181361e4b558740170cb0fa9422','DATASET','ccafbb4a39084e98afa863d9309ec4e0','RUN','fcc69bcd174c4239a90bb4562e747b50',0);
INSERT INTO "inputs" VALUES('86d672d6e9a441bb997f8b2602d3659d','DATASET','4b5233c0b3e84e6db30bfc879027b845','RUN','fcc69bcd174c4239a90bb4562e747b50',0);
CREATE TABLE issues (
	issue_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(250) NOT NULL, 
	description TEXT NOT NULL, 
	status VARCHAR(50) NOT NULL, 
	severity VARCHAR(50), 
	root_causes TEXT, 
	source_run_id VARCHAR(32), 
	categories TEXT, 
	created_timestamp BIGINT NOT NULL, 
	last_updated_timestamp BIGINT NOT NULL, 
	created_by VARCHAR(255), 
	CONSTRAINT issues_pk PRIMARY KEY (issue_id), 
	CONSTRAINT fk_issues_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE, 
	CONSTRAINT fk_issues_source_run_id FOREIGN KEY(source_run_id) REFERENCES runs (run_uuid) ON DELETE SET NULL
);
CREATE TABLE job_locks (
	lock_key VARCHAR(255) NOT NULL, 
	job_id VARCHAR(36) NOT NULL, 
	acquired_at BIGINT NOT NULL, 
	CONSTRAINT job_locks_pk PRIMARY KEY (lock_key), 
	CONSTRAINT fk_job_locks_job_id FOREIGN KEY(job_id) REFERENCES jobs (id) ON DELETE CASCADE
);
CREATE TABLE "jobs" (
	id VARCHAR(36) NOT NULL, 
	creation_time BIGINT NOT NULL, 
	job_name VARCHAR(500) NOT NULL, 
	params TEXT NOT NULL, 
	timeout FLOAT, 
	status INTEGER NOT NULL, 
	result TEXT, 
	retry_count INTEGER NOT NULL, 
	last_update_time BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, status_details JSON, creator VARCHAR(255), executor_backend VARCHAR(255), lease_expires_at BIGINT, status_message TEXT, progress JSON, progress_updated_at BIGINT, token_hash VARCHAR(64), scoped_permissions JSON, next_attempt_at BIGINT, 
	CONSTRAINT jobs_pk PRIMARY KEY (id)
);
CREATE TABLE label_schemas (
	schema_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(250) NOT NULL, 
	type VARCHAR(16) NOT NULL, 
	instruction TEXT, 
	enable_comment BOOLEAN DEFAULT '0' NOT NULL, 
	input_type VARCHAR(32) NOT NULL, 
	input_config TEXT NOT NULL, 
	created_by VARCHAR(255), 
	created_time BIGINT NOT NULL, 
	last_update_time BIGINT NOT NULL, 
	is_default BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT label_schemas_pk PRIMARY KEY (schema_id), 
	CONSTRAINT fk_label_schemas_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE, 
	CONSTRAINT uq_label_schemas_exp_name UNIQUE (experiment_id, name)
);
CREATE TABLE "latest_metrics" (
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT NOT NULL, 
	timestamp BIGINT, 
	step BIGINT NOT NULL, 
	is_nan BOOLEAN NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT latest_metric_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid), 
	CHECK (is_nan IN (0, 1))
);
INSERT INTO "latest_metrics" VALUES('train/loss',1.83123826980590820312e-01,1796073261746,29,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('train/accuracy',9.58333313465118408203e-01,1796073261746,29,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('train/val_loss',0.242132306098938,1796073261746,29,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('train/val_accuracy',1.0,1796073261746,29,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('train/learning_rate',1.30450371216284111142e-06,1796073261746,29,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('prune/loss',1.83123826980590820312e-01,1796073261746,29,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('prune/accuracy',9.58333313465118408203e-01,1796073261746,29,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('prune/val_loss',0.242132306098938,1796073261746,29,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('prune/val_accuracy',1.0,1796073261746,29,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('prune/learning_rate',1.30450371216284111142e-06,1796073261746,29,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('float/n',2.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('float/errors',0.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('float/accuracy',1.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('float/accuracy_lower_95',1.5811388300839304688e-01,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('float/accuracy_upper_95',1.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('float/recall/up',1.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('float/recall/down',1.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('float/correct_above_threshold',1.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('float/wrong_above_threshold',0.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('pruned/n',2.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('pruned/errors',0.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('pruned/accuracy',1.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('pruned/accuracy_lower_95',1.5811388300839304688e-01,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('pruned/accuracy_upper_95',1.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('pruned/recall/up',1.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('pruned/recall/down',1.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('pruned/correct_above_threshold',1.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('pruned/wrong_above_threshold',0.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('tflite/n',2.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('tflite/errors',0.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('tflite/accuracy',1.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('tflite/accuracy_lower_95',1.5811388300839304688e-01,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('tflite/accuracy_upper_95',1.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('tflite/recall/up',1.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('tflite/recall/down',1.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('tflite/correct_above_threshold',1.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('tflite/wrong_above_threshold',0.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('tflite/size_bytes',4368.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('tflite/zip_bytes',2098.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('background/exposure_s',1800.5,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('background/accepts',3106.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('background/per_hour',6.2102749236323243169e+03,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('background/per_hour_upper_95',6.39672293015751893116e+03,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/n',2.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/core',1.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/errors',0.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/accuracy',1.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/agreement/n',2.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/agreement/same',2.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/agreement/max_steps',0.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/front_end/median',0.087794,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/front_end/p90',0.1311476,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/front_end/p95',0.1325788,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/front_end/p99',0.13372376,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/front_end/max',0.13401,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/invoke/median',0.025147,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/invoke/p90',0.0510167,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/invoke/p95',0.05188785,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/invoke/p99',0.05258477,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/invoke/max',0.052759,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/total/median',0.113156,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/total/p90',0.1821643,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/total/p95',1.84466649999999982023e-01,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/total/p99',0.18630853,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/total/max',0.186769,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/windows/spread',3.71071794690515766035e-01,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/cold_start_ms',481.839512,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/model_load_ms',11.958425,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/peak_memory_bytes',891310080.0,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/other_cpu_share',9.27264765306089921992e-01,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/health/before/load_1min',7.111328125,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('device/health/after/load_1min',7.111328125,1796073305249,0,0,'fbe34734f28a4184ae70720d2a989107');
INSERT INTO "latest_metrics" VALUES('train/loss',1.63157686591148376464e-01,1796073342928,29,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('train/accuracy',9.58333313465118408203e-01,1796073342928,29,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('train/val_loss',3.10474663972854614257e-01,1796073342928,29,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('train/val_accuracy',1.0,1796073342928,29,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('train/learning_rate',1.30450371216284111142e-06,1796073342928,29,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('prune/loss',1.63157686591148376464e-01,1796073342928,29,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('prune/accuracy',9.58333313465118408203e-01,1796073342928,29,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('prune/val_loss',3.10474663972854614257e-01,1796073342928,29,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('prune/val_accuracy',1.0,1796073342928,29,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('prune/learning_rate',1.30450371216284111142e-06,1796073342928,29,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('float/n',2.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('float/errors',0.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('float/accuracy',1.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('float/accuracy_lower_95',1.5811388300839304688e-01,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('float/accuracy_upper_95',1.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('float/recall/up',1.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('float/recall/down',1.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('float/correct_above_threshold',1.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('float/wrong_above_threshold',0.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('pruned/n',2.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('pruned/errors',0.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('pruned/accuracy',1.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('pruned/accuracy_lower_95',1.5811388300839304688e-01,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('pruned/accuracy_upper_95',1.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('pruned/recall/up',1.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('pruned/recall/down',1.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('pruned/correct_above_threshold',1.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('pruned/wrong_above_threshold',0.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('tflite/n',2.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('tflite/errors',0.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('tflite/accuracy',1.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('tflite/accuracy_lower_95',1.5811388300839304688e-01,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('tflite/accuracy_upper_95',1.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('tflite/recall/up',1.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('tflite/recall/down',1.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('tflite/correct_above_threshold',1.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('tflite/wrong_above_threshold',0.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('tflite/size_bytes',4368.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('tflite/zip_bytes',2094.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('background/exposure_s',1800.5,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('background/accepts',3509.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('background/per_hour',7.01605109691752295468e+03,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('background/per_hour_upper_95',7.2140260301008747772e+03,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/n',2.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/core',1.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/errors',0.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/accuracy',1.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/agreement/n',2.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/agreement/same',2.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/agreement/max_steps',0.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/front_end/median',0.061024,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/front_end/p90',0.2119519,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/front_end/p95',0.21760395,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/front_end/p99',0.22212559,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/front_end/max',0.223256,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/invoke/median',0.017532,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/invoke/p90',1.03866699999999992365e-01,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/invoke/p95',1.07436849999999986526e-01,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/invoke/p99',1.10292969999999990182e-01,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/invoke/max',0.111007,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/total/median',0.078517,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/total/p90',0.3158186,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/total/p95',3.25040799999999963088e-01,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/total/p99',0.33241856,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/latency_ms/total/max',0.334263,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/windows/spread',9.13165301781779792378e-01,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/cold_start_ms',1133.915022,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/model_load_ms',9.561223,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/peak_memory_bytes',1054326784.0,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/other_cpu_share',8.66419622726875116036e-01,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/health/before/load_1min',10.7265625,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "latest_metrics" VALUES('device/health/after/load_1min',10.7265625,1796073371107,0,0,'fcc69bcd174c4239a90bb4562e747b50');
CREATE TABLE logged_model_metrics (
	model_id VARCHAR(36) NOT NULL, 
	metric_name VARCHAR(500) NOT NULL, 
	metric_timestamp_ms BIGINT NOT NULL, 
	metric_step BIGINT NOT NULL, 
	metric_value FLOAT, 
	experiment_id INTEGER NOT NULL, 
	run_id VARCHAR(32) NOT NULL, 
	dataset_uuid VARCHAR(36), 
	dataset_name VARCHAR(500), 
	dataset_digest VARCHAR(36), 
	CONSTRAINT logged_model_metrics_pk PRIMARY KEY (model_id, metric_name, metric_timestamp_ms, metric_step, run_id), 
	CONSTRAINT fk_logged_model_metrics_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_metrics_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE, 
	CONSTRAINT fk_logged_model_metrics_run_id FOREIGN KEY(run_id) REFERENCES runs (run_uuid) ON DELETE CASCADE
);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','float/n',1796073305249,0,2.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','float/errors',1796073305249,0,0.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','float/accuracy',1796073305249,0,1.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','float/accuracy_lower_95',1796073305249,0,1.5811388300839304688e-01,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','float/accuracy_upper_95',1796073305249,0,1.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','float/recall/up',1796073305249,0,1.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','float/recall/down',1796073305249,0,1.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','float/correct_above_threshold',1796073305249,0,1.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','float/wrong_above_threshold',1796073305249,0,0.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','pruned/n',1796073305249,0,2.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','pruned/errors',1796073305249,0,0.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','pruned/accuracy',1796073305249,0,1.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','pruned/accuracy_lower_95',1796073305249,0,1.5811388300839304688e-01,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','pruned/accuracy_upper_95',1796073305249,0,1.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','pruned/recall/up',1796073305249,0,1.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','pruned/recall/down',1796073305249,0,1.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','pruned/correct_above_threshold',1796073305249,0,1.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','pruned/wrong_above_threshold',1796073305249,0,0.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','tflite/n',1796073305249,0,2.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','tflite/errors',1796073305249,0,0.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','tflite/accuracy',1796073305249,0,1.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','tflite/accuracy_lower_95',1796073305249,0,1.5811388300839304688e-01,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','tflite/accuracy_upper_95',1796073305249,0,1.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','tflite/recall/up',1796073305249,0,1.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','tflite/recall/down',1796073305249,0,1.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','tflite/correct_above_threshold',1796073305249,0,1.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','tflite/wrong_above_threshold',1796073305249,0,0.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','tflite/size_bytes',1796073305249,0,4368.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','tflite/zip_bytes',1796073305249,0,2098.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','background/exposure_s',1796073305249,0,1800.5,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','background/accepts',1796073305249,0,3106.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','background/per_hour',1796073305249,0,6.2102749236323243169e+03,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','background/per_hour_upper_95',1796073305249,0,6.39672293015751893116e+03,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/n',1796073305249,0,2.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/core',1796073305249,0,1.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/errors',1796073305249,0,0.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/accuracy',1796073305249,0,1.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/agreement/n',1796073305249,0,2.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/agreement/same',1796073305249,0,2.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/agreement/max_steps',1796073305249,0,0.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/latency_ms/front_end/median',1796073305249,0,0.087794,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/latency_ms/front_end/p90',1796073305249,0,0.1311476,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/latency_ms/front_end/p95',1796073305249,0,0.1325788,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/latency_ms/front_end/p99',1796073305249,0,0.13372376,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/latency_ms/front_end/max',1796073305249,0,0.13401,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/latency_ms/invoke/median',1796073305249,0,0.025147,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/latency_ms/invoke/p90',1796073305249,0,0.0510167,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/latency_ms/invoke/p95',1796073305249,0,0.05188785,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/latency_ms/invoke/p99',1796073305249,0,0.05258477,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/latency_ms/invoke/max',1796073305249,0,0.052759,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/latency_ms/total/median',1796073305249,0,0.113156,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/latency_ms/total/p90',1796073305249,0,0.1821643,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/latency_ms/total/p95',1796073305249,0,1.84466649999999982023e-01,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/latency_ms/total/p99',1796073305249,0,0.18630853,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/latency_ms/total/max',1796073305249,0,0.186769,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/windows/spread',1796073305249,0,3.71071794690515766035e-01,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/cold_start_ms',1796073305249,0,481.839512,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/model_load_ms',1796073305249,0,11.958425,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/peak_memory_bytes',1796073305249,0,891310080.0,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/other_cpu_share',1796073305249,0,9.27264765306089921992e-01,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/health/before/load_1min',1796073305249,0,7.111328125,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560','device/health/after/load_1min',1796073305249,0,7.111328125,1,'fbe34734f28a4184ae70720d2a989107',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','float/n',1796073371107,0,2.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','float/errors',1796073371107,0,0.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','float/accuracy',1796073371107,0,1.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','float/accuracy_lower_95',1796073371107,0,1.5811388300839304688e-01,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','float/accuracy_upper_95',1796073371107,0,1.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','float/recall/up',1796073371107,0,1.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','float/recall/down',1796073371107,0,1.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','float/correct_above_threshold',1796073371107,0,1.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','float/wrong_above_threshold',1796073371107,0,0.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','pruned/n',1796073371107,0,2.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','pruned/errors',1796073371107,0,0.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','pruned/accuracy',1796073371107,0,1.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','pruned/accuracy_lower_95',1796073371107,0,1.5811388300839304688e-01,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','pruned/accuracy_upper_95',1796073371107,0,1.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','pruned/recall/up',1796073371107,0,1.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','pruned/recall/down',1796073371107,0,1.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','pruned/correct_above_threshold',1796073371107,0,1.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','pruned/wrong_above_threshold',1796073371107,0,0.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','tflite/n',1796073371107,0,2.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','tflite/errors',1796073371107,0,0.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','tflite/accuracy',1796073371107,0,1.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','tflite/accuracy_lower_95',1796073371107,0,1.5811388300839304688e-01,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','tflite/accuracy_upper_95',1796073371107,0,1.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','tflite/recall/up',1796073371107,0,1.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','tflite/recall/down',1796073371107,0,1.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','tflite/correct_above_threshold',1796073371107,0,1.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','tflite/wrong_above_threshold',1796073371107,0,0.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','tflite/size_bytes',1796073371107,0,4368.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','tflite/zip_bytes',1796073371107,0,2094.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','background/exposure_s',1796073371107,0,1800.5,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','background/accepts',1796073371107,0,3509.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','background/per_hour',1796073371107,0,7.01605109691752295468e+03,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','background/per_hour_upper_95',1796073371107,0,7.2140260301008747772e+03,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/n',1796073371107,0,2.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/core',1796073371107,0,1.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/errors',1796073371107,0,0.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/accuracy',1796073371107,0,1.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/agreement/n',1796073371107,0,2.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/agreement/same',1796073371107,0,2.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/agreement/max_steps',1796073371107,0,0.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/latency_ms/front_end/median',1796073371107,0,0.061024,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/latency_ms/front_end/p90',1796073371107,0,0.2119519,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/latency_ms/front_end/p95',1796073371107,0,0.21760395,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/latency_ms/front_end/p99',1796073371107,0,0.22212559,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/latency_ms/front_end/max',1796073371107,0,0.223256,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/latency_ms/invoke/median',1796073371107,0,0.017532,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/latency_ms/invoke/p90',1796073371107,0,1.03866699999999992365e-01,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/latency_ms/invoke/p95',1796073371107,0,1.07436849999999986526e-01,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/latency_ms/invoke/p99',1796073371107,0,1.10292969999999990182e-01,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/latency_ms/invoke/max',1796073371107,0,0.111007,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/latency_ms/total/median',1796073371107,0,0.078517,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/latency_ms/total/p90',1796073371107,0,0.3158186,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/latency_ms/total/p95',1796073371107,0,3.25040799999999963088e-01,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/latency_ms/total/p99',1796073371107,0,0.33241856,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/latency_ms/total/max',1796073371107,0,0.334263,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/windows/spread',1796073371107,0,9.13165301781779792378e-01,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/cold_start_ms',1796073371107,0,1133.915022,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/model_load_ms',1796073371107,0,9.561223,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/peak_memory_bytes',1796073371107,0,1054326784.0,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/other_cpu_share',1796073371107,0,8.66419622726875116036e-01,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/health/before/load_1min',1796073371107,0,10.7265625,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-d976ba5da6b941f78200118df676810f','device/health/after/load_1min',1796073371107,0,10.7265625,1,'fcc69bcd174c4239a90bb4562e747b50',NULL,NULL,NULL);
CREATE TABLE logged_model_params (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	param_key VARCHAR(255) NOT NULL, 
	param_value TEXT NOT NULL, 
	CONSTRAINT logged_model_params_pk PRIMARY KEY (model_id, param_key), 
	CONSTRAINT fk_logged_model_params_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_params_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE
);
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'ingest.source','chirps');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'preprocess.features','log_mel');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'preprocess.frame_length_ms','32.0');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'preprocess.frame_step_ms','26.0');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'preprocess.frame_folds','2');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'preprocess.num_mel_bins','32');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'preprocess.mel_min_hz','40.0');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'preprocess.mel_max_hz','7600.0');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'preprocess.num_mfcc','10');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'preprocess.augmentation.copies','0');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'preprocess.augmentation.max_speed_percent','10.0');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'preprocess.augmentation.max_shift_ms','100.0');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'preprocess.augmentation.max_gain_db','6.0');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'preprocess.augmentation.min_snr_db','5.0');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'preprocess.augmentation.max_snr_db','30.0');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'preprocess.augmentation.background_share','0.0');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'preprocess.augmentation.seed','1');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'train.architecture','temporal');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'train.alpha','0.25');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'train.branches','1');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'train.optimizer','adamw');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'train.weight_decay','0.1');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'train.schedule','cosine');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'train.mask_frames','6');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'train.mask_features','6');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'train.batch_size','8');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'train.learning_rate','0.004');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'train.end_learning_rate','1e-06');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'train.epochs','30');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'train.calibration','temperature');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'train.seed','1');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'convert.quantization','int8');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'convert.granularity','per_tensor');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'convert.flatbuffer','minimal');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'convert.representative_examples','200');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'convert.action_threshold','0.99');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'convert.seed','1');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'evaluate.threshold_steps','100');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'validate.device.kind','local');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'validate.device.targets','[]');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'validate.device.allow_governor','false');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'validate.warmup_clips','20');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'validate.windows','5');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'validate.window_s','0.01');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'validate.max_spread','0.1');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'validate.timeout_s','600.0');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'gate.min_accuracy','0.0');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'gate.min_accuracy_lower_95','0.0');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'gate.max_size_bytes','50000');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'gate.max_latency_median_ms','10000.0');
INSERT INTO "logged_model_params" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'gate.max_latency_p99_ms','10000.0');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'ingest.source','chirps');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'preprocess.features','log_mel');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'preprocess.frame_length_ms','32.0');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'preprocess.frame_step_ms','26.0');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'preprocess.frame_folds','2');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'preprocess.num_mel_bins','32');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'preprocess.mel_min_hz','40.0');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'preprocess.mel_max_hz','7600.0');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'preprocess.num_mfcc','10');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'preprocess.augmentation.copies','0');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'preprocess.augmentation.max_speed_percent','10.0');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'preprocess.augmentation.max_shift_ms','100.0');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'preprocess.augmentation.max_gain_db','6.0');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'preprocess.augmentation.min_snr_db','5.0');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'preprocess.augmentation.max_snr_db','30.0');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'preprocess.augmentation.background_share','0.0');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'preprocess.augmentation.seed','1');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'train.architecture','temporal');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'train.alpha','0.25');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'train.branches','1');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'train.optimizer','adamw');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'train.weight_decay','0.1');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'train.schedule','cosine');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'train.mask_frames','6');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'train.mask_features','6');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'train.batch_size','8');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'train.learning_rate','0.004');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'train.end_learning_rate','1e-06');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'train.epochs','30');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'train.calibration','temperature');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'train.seed','2');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'convert.quantization','int8');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'convert.granularity','per_tensor');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'convert.flatbuffer','minimal');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'convert.representative_examples','200');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'convert.action_threshold','0.99');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'convert.seed','1');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'evaluate.threshold_steps','100');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'validate.device.kind','local');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'validate.device.targets','[]');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'validate.device.allow_governor','false');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'validate.warmup_clips','20');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'validate.windows','5');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'validate.window_s','0.01');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'validate.max_spread','0.1');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'validate.timeout_s','600.0');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'gate.min_accuracy','0.0');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'gate.min_accuracy_lower_95','0.0');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'gate.max_size_bytes','50000');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'gate.max_latency_median_ms','10000.0');
INSERT INTO "logged_model_params" VALUES('m-d976ba5da6b941f78200118df676810f',1,'gate.max_latency_p99_ms','10000.0');
CREATE TABLE logged_model_tags (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	tag_key VARCHAR(255) NOT NULL, 
	tag_value TEXT NOT NULL, 
	CONSTRAINT logged_model_tags_pk PRIMARY KEY (model_id, tag_key), 
	CONSTRAINT fk_logged_model_tags_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_tags_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE
);
INSERT INTO "logged_model_tags" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'mlflow.user','person');
INSERT INTO "logged_model_tags" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'mlflow.source.name','-c');
INSERT INTO "logged_model_tags" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'mlflow.source.type','LOCAL');
INSERT INTO "logged_model_tags" VALUES('m-d976ba5da6b941f78200118df676810f',1,'mlflow.user','person');
INSERT INTO "logged_model_tags" VALUES('m-d976ba5da6b941f78200118df676810f',1,'mlflow.source.name','-c');
INSERT INTO "logged_model_tags" VALUES('m-d976ba5da6b941f78200118df676810f',1,'mlflow.source.type','LOCAL');
CREATE TABLE logged_models (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(500) NOT NULL, 
	artifact_location VARCHAR(1000) NOT NULL, 
	creation_timestamp_ms BIGINT NOT NULL, 
	last_updated_timestamp_ms BIGINT NOT NULL, 
	status INTEGER NOT NULL, 
	lifecycle_stage VARCHAR(32), 
	model_type VARCHAR(500), 
	source_run_id VARCHAR(32), 
	status_message VARCHAR(1000), 
	CONSTRAINT logged_models_pk PRIMARY KEY (model_id), 
	CONSTRAINT logged_models_lifecycle_stage_check CHECK (lifecycle_stage IN ('active', 'deleted')), 
	CONSTRAINT fk_logged_models_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
INSERT INTO "logged_models" VALUES('m-d28ca27dfbc04e8aa424f2d9a15b3560',1,'spotter','file:///home/person/keyword-spotter/.mlflow/artifacts/models/m-d28ca27dfbc04e8aa424f2d9a15b3560/artifacts',1796073303146,1796073305172,2,'active',NULL,'fbe34734f28a4184ae70720d2a989107',NULL);
INSERT INTO "logged_models" VALUES('m-d976ba5da6b941f78200118df676810f',1,'spotter','file:///home/person/keyword-spotter/.mlflow/artifacts/models/m-d976ba5da6b941f78200118df676810f/artifacts',1796073370697,1796073371070,2,'active',NULL,'fcc69bcd174c4239a90bb4562e747b50',NULL);
CREATE TABLE mcp_access_endpoints (
	id VARCHAR(36) NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	server_name VARCHAR(256) NOT NULL, 
	server_version VARCHAR(128), 
	server_alias VARCHAR(256), 
	url VARCHAR(2048) NOT NULL, 
	transport_type VARCHAR(32) DEFAULT 'streamable-http' NOT NULL, 
	created_by VARCHAR(256), 
	last_updated_by VARCHAR(256), 
	created_at BIGINT NOT NULL, 
	last_updated_at BIGINT NOT NULL, 
	CONSTRAINT mcp_access_endpoints_pk PRIMARY KEY (id), 
	CONSTRAINT mcp_access_endpoints_server_fkey FOREIGN KEY(workspace, server_name) REFERENCES mcp_servers (workspace, name) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE mcp_server_aliases (
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	alias VARCHAR(256) NOT NULL, 
	version VARCHAR(128) NOT NULL, 
	CONSTRAINT mcp_server_aliases_pk PRIMARY KEY (workspace, name, alias), 
	CONSTRAINT mcp_server_aliases_server_fkey FOREIGN KEY(workspace, name) REFERENCES mcp_servers (workspace, name) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE mcp_server_tags (
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	CONSTRAINT mcp_server_tags_pk PRIMARY KEY (workspace, name, "key"), 
	CONSTRAINT mcp_server_tags_server_fkey FOREIGN KEY(workspace, name) REFERENCES mcp_servers (workspace, name) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE mcp_server_version_tags (
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	version VARCHAR(128) NOT NULL, 
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	CONSTRAINT mcp_server_version_tags_pk PRIMARY KEY (workspace, name, version, "key"), 
	CONSTRAINT mcp_server_version_tags_version_fkey FOREIGN KEY(workspace, name, version) REFERENCES mcp_server_versions (workspace, name, version) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE mcp_server_versions (
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	version VARCHAR(128) NOT NULL, 
	version_major INTEGER NOT NULL, 
	version_minor INTEGER NOT NULL, 
	version_patch INTEGER NOT NULL, 
	version_prerelease_sort_key VARCHAR(512) NOT NULL, 
	server_json JSON NOT NULL, 
	status VARCHAR(20) DEFAULT 'draft' NOT NULL, 
	tools JSON, 
	source VARCHAR(512), 
	connect_options JSON, 
	created_by VARCHAR(256), 
	last_updated_by VARCHAR(256), 
	created_at BIGINT NOT NULL, 
	last_updated_at BIGINT NOT NULL, 
	CONSTRAINT mcp_server_versions_pk PRIMARY KEY (workspace, name, version), 
	CONSTRAINT mcp_server_versions_server_fkey FOREIGN KEY(workspace, name) REFERENCES mcp_servers (workspace, name) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE mcp_servers (
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	display_name VARCHAR(256), 
	description TEXT, 
	icons JSON, 
	created_by VARCHAR(256), 
	last_updated_by VARCHAR(256), 
	created_at BIGINT NOT NULL, 
	last_updated_at BIGINT NOT NULL, 
	CONSTRAINT mcp_servers_pk PRIMARY KEY (workspace, name)
);
CREATE TABLE "metrics" (
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT NOT NULL, 
	timestamp BIGINT NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	step BIGINT DEFAULT '0' NOT NULL, 
	is_nan BOOLEAN DEFAULT '0' NOT NULL, 
	CONSTRAINT metric_pk PRIMARY KEY ("key", timestamp, step, run_uuid, value, is_nan), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid), 
	CHECK (is_nan IN (0, 1))
);
INSERT INTO "metrics" VALUES('train/loss',8.38726341724395751953e-01,1796073237564,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('train/accuracy',0.5,1796073237564,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('train/val_loss',6.90651237964630126953e-01,1796073237564,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',8.33333313465118408203e-01,1796073237564,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('train/learning_rate',3.99239175021648406982e-03,1796073237564,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('train/loss',7.57769405841827392578e-01,1796073238126,'fbe34734f28a4184ae70720d2a989107',1,0);
INSERT INTO "metrics" VALUES('train/accuracy',0.5,1796073238126,'fbe34734f28a4184ae70720d2a989107',1,0);
INSERT INTO "metrics" VALUES('train/val_loss',6.90226078033447265625e-01,1796073238126,'fbe34734f28a4184ae70720d2a989107',1,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',0.5,1796073238126,'fbe34734f28a4184ae70720d2a989107',1,0);
INSERT INTO "metrics" VALUES('train/learning_rate',3.9632641710340976715e-03,1796073238126,'fbe34734f28a4184ae70720d2a989107',1,0);
INSERT INTO "metrics" VALUES('train/loss',6.81050777435302734375e-01,1796073238795,'fbe34734f28a4184ae70720d2a989107',2,0);
INSERT INTO "metrics" VALUES('train/accuracy',0.5,1796073238795,'fbe34734f28a4184ae70720d2a989107',2,0);
INSERT INTO "metrics" VALUES('train/val_loss',6.88888728618621826171e-01,1796073238795,'fbe34734f28a4184ae70720d2a989107',2,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',0.5,1796073238795,'fbe34734f28a4184ae70720d2a989107',2,0);
INSERT INTO "metrics" VALUES('train/learning_rate',3.91263188794255256652e-03,1796073238795,'fbe34734f28a4184ae70720d2a989107',2,0);
INSERT INTO "metrics" VALUES('train/loss',6.09525024890899658203e-01,1796073239028,'fbe34734f28a4184ae70720d2a989107',3,0);
INSERT INTO "metrics" VALUES('train/accuracy',0.5,1796073239028,'fbe34734f28a4184ae70720d2a989107',3,0);
INSERT INTO "metrics" VALUES('train/val_loss',6.84757053852081298828e-01,1796073239028,'fbe34734f28a4184ae70720d2a989107',3,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',0.5,1796073239028,'fbe34734f28a4184ae70720d2a989107',3,0);
INSERT INTO "metrics" VALUES('train/learning_rate',3.84104950353503227233e-03,1796073239028,'fbe34734f28a4184ae70720d2a989107',3,0);
INSERT INTO "metrics" VALUES('train/loss',5.41947841644287109375e-01,1796073239903,'fbe34734f28a4184ae70720d2a989107',4,0);
INSERT INTO "metrics" VALUES('train/accuracy',0.6875,1796073239903,'fbe34734f28a4184ae70720d2a989107',4,0);
INSERT INTO "metrics" VALUES('train/val_loss',6.76869928836822509765e-01,1796073239903,'fbe34734f28a4184ae70720d2a989107',4,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',0.5,1796073239903,'fbe34734f28a4184ae70720d2a989107',4,0);
INSERT INTO "metrics" VALUES('train/learning_rate',3.74930235557258129119e-03,1796073239903,'fbe34734f28a4184ae70720d2a989107',4,0);
INSERT INTO "metrics" VALUES('train/loss',4.95571523904800415039e-01,1796073240492,'fbe34734f28a4184ae70720d2a989107',5,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.16666686534881591796e-01,1796073240492,'fbe34734f28a4184ae70720d2a989107',5,0);
INSERT INTO "metrics" VALUES('train/val_loss',6.64546191692352294921e-01,1796073240492,'fbe34734f28a4184ae70720d2a989107',5,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',0.5,1796073240492,'fbe34734f28a4184ae70720d2a989107',5,0);
INSERT INTO "metrics" VALUES('train/learning_rate',3.63839464262127876281e-03,1796073240492,'fbe34734f28a4184ae70720d2a989107',5,0);
INSERT INTO "metrics" VALUES('train/loss',4.49448019266128540039e-01,1796073241135,'fbe34734f28a4184ae70720d2a989107',6,0);
INSERT INTO "metrics" VALUES('train/accuracy',1.0,1796073241135,'fbe34734f28a4184ae70720d2a989107',6,0);
INSERT INTO "metrics" VALUES('train/val_loss',6.50160253047943115234e-01,1796073241135,'fbe34734f28a4184ae70720d2a989107',6,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',5.83333313465118408203e-01,1796073241135,'fbe34734f28a4184ae70720d2a989107',6,0);
INSERT INTO "metrics" VALUES('train/learning_rate',3.50954174064099788665e-03,1796073241135,'fbe34734f28a4184ae70720d2a989107',6,0);
INSERT INTO "metrics" VALUES('train/loss',4.04096931219100952148e-01,1796073241742,'fbe34734f28a4184ae70720d2a989107',7,0);
INSERT INTO "metrics" VALUES('train/accuracy',1.0,1796073241742,'fbe34734f28a4184ae70720d2a989107',7,0);
INSERT INTO "metrics" VALUES('train/val_loss',6.32324695587158203125e-01,1796073241742,'fbe34734f28a4184ae70720d2a989107',7,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',6.66666686534881591796e-01,1796073241742,'fbe34734f28a4184ae70720d2a989107',7,0);
INSERT INTO "metrics" VALUES('train/learning_rate',3.36415576748549938201e-03,1796073241742,'fbe34734f28a4184ae70720d2a989107',7,0);
INSERT INTO "metrics" VALUES('train/loss',3.69358271360397338867e-01,1796073242390,'fbe34734f28a4184ae70720d2a989107',8,0);
INSERT INTO "metrics" VALUES('train/accuracy',1.0,1796073242390,'fbe34734f28a4184ae70720d2a989107',8,0);
INSERT INTO "metrics" VALUES('train/val_loss',6.15371286869049072265e-01,1796073242390,'fbe34734f28a4184ae70720d2a989107',8,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073242390,'fbe34734f28a4184ae70720d2a989107',8,0);
INSERT INTO "metrics" VALUES('train/learning_rate',3.20382928475737571716e-03,1796073242390,'fbe34734f28a4184ae70720d2a989107',8,0);
INSERT INTO "metrics" VALUES('train/loss',3.54526430368423461914e-01,1796073243036,'fbe34734f28a4184ae70720d2a989107',9,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.58333313465118408203e-01,1796073243036,'fbe34734f28a4184ae70720d2a989107',9,0);
INSERT INTO "metrics" VALUES('train/val_loss',5.92549920082092285156e-01,1796073243036,'fbe34734f28a4184ae70720d2a989107',9,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073243036,'fbe34734f28a4184ae70720d2a989107',9,0);
INSERT INTO "metrics" VALUES('train/learning_rate',3.0303185340017080307e-03,1796073243036,'fbe34734f28a4184ae70720d2a989107',9,0);
INSERT INTO "metrics" VALUES('train/loss',3.29537749290466308593e-01,1796073243778,'fbe34734f28a4184ae70720d2a989107',10,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.79166686534881591796e-01,1796073243778,'fbe34734f28a4184ae70720d2a989107',10,0);
INSERT INTO "metrics" VALUES('train/val_loss',5.66140115261077880859e-01,1796073243778,'fbe34734f28a4184ae70720d2a989107',10,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073243778,'fbe34734f28a4184ae70720d2a989107',10,0);
INSERT INTO "metrics" VALUES('train/learning_rate',2.84552527591586112976e-03,1796073243778,'fbe34734f28a4184ae70720d2a989107',10,0);
INSERT INTO "metrics" VALUES('train/loss',2.90062308311462402343e-01,1796073244488,'fbe34734f28a4184ae70720d2a989107',11,0);
INSERT INTO "metrics" VALUES('train/accuracy',1.0,1796073244488,'fbe34734f28a4184ae70720d2a989107',11,0);
INSERT INTO "metrics" VALUES('train/val_loss',5.33459842205047607421e-01,1796073244488,'fbe34734f28a4184ae70720d2a989107',11,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073244488,'fbe34734f28a4184ae70720d2a989107',11,0);
INSERT INTO "metrics" VALUES('train/learning_rate',2.65147327445447444915e-03,1796073244488,'fbe34734f28a4184ae70720d2a989107',11,0);
INSERT INTO "metrics" VALUES('train/loss',2.56972789764404296875e-01,1796073245369,'fbe34734f28a4184ae70720d2a989107',12,0);
INSERT INTO "metrics" VALUES('train/accuracy',1.0,1796073245369,'fbe34734f28a4184ae70720d2a989107',12,0);
INSERT INTO "metrics" VALUES('train/val_loss',5.0570398569107055664e-01,1796073245369,'fbe34734f28a4184ae70720d2a989107',12,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073245369,'fbe34734f28a4184ae70720d2a989107',12,0);
INSERT INTO "metrics" VALUES('train/learning_rate',2.45028943754732608795e-03,1796073245369,'fbe34734f28a4184ae70720d2a989107',12,0);
INSERT INTO "metrics" VALUES('train/loss',2.31938317418098449707e-01,1796073246005,'fbe34734f28a4184ae70720d2a989107',13,0);
INSERT INTO "metrics" VALUES('train/accuracy',1.0,1796073246005,'fbe34734f28a4184ae70720d2a989107',13,0);
INSERT INTO "metrics" VALUES('train/val_loss',4.84970688819885253906e-01,1796073246005,'fbe34734f28a4184ae70720d2a989107',13,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073246005,'fbe34734f28a4184ae70720d2a989107',13,0);
INSERT INTO "metrics" VALUES('train/learning_rate',0.0022441775072366,1796073246005,'fbe34734f28a4184ae70720d2a989107',13,0);
INSERT INTO "metrics" VALUES('train/loss',2.29445025324821472167e-01,1796073246738,'fbe34734f28a4184ae70720d2a989107',14,0);
INSERT INTO "metrics" VALUES('train/accuracy',1.0,1796073246738,'fbe34734f28a4184ae70720d2a989107',14,0);
INSERT INTO "metrics" VALUES('train/val_loss',4.5984986424446105957e-01,1796073246738,'fbe34734f28a4184ae70720d2a989107',14,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073246738,'fbe34734f28a4184ae70720d2a989107',14,0);
INSERT INTO "metrics" VALUES('train/learning_rate',2.03539570793509483337e-03,1796073246738,'fbe34734f28a4184ae70720d2a989107',14,0);
INSERT INTO "metrics" VALUES('train/loss',1.81354105472564697265e-01,1796073247587,'fbe34734f28a4184ae70720d2a989107',15,0);
INSERT INTO "metrics" VALUES('train/accuracy',1.0,1796073247587,'fbe34734f28a4184ae70720d2a989107',15,0);
INSERT INTO "metrics" VALUES('train/val_loss',4.34259146451950073242e-01,1796073247587,'fbe34734f28a4184ae70720d2a989107',15,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073247587,'fbe34734f28a4184ae70720d2a989107',15,0);
INSERT INTO "metrics" VALUES('train/learning_rate',1.82623206637799739837e-03,1796073247587,'fbe34734f28a4184ae70720d2a989107',15,0);
INSERT INTO "metrics" VALUES('train/loss',1.89879134297370910644e-01,1796073248327,'fbe34734f28a4184ae70720d2a989107',16,0);
INSERT INTO "metrics" VALUES('train/accuracy',1.0,1796073248327,'fbe34734f28a4184ae70720d2a989107',16,0);
INSERT INTO "metrics" VALUES('train/val_loss',4.11319106817245483398e-01,1796073248327,'fbe34734f28a4184ae70720d2a989107',16,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073248327,'fbe34734f28a4184ae70720d2a989107',16,0);
INSERT INTO "metrics" VALUES('train/learning_rate',1.61897728685289621353e-03,1796073248327,'fbe34734f28a4184ae70720d2a989107',16,0);
INSERT INTO "metrics" VALUES('train/loss',1.84515416622161865234e-01,1796073249659,'fbe34734f28a4184ae70720d2a989107',17,0);
INSERT INTO "metrics" VALUES('train/accuracy',1.0,1796073249659,'fbe34734f28a4184ae70720d2a989107',17,0);
INSERT INTO "metrics" VALUES('train/val_loss',3.92727732658386230468e-01,1796073249659,'fbe34734f28a4184ae70720d2a989107',17,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073249659,'fbe34734f28a4184ae70720d2a989107',17,0);
INSERT INTO "metrics" VALUES('train/learning_rate',1.41590251587331295013e-03,1796073249659,'fbe34734f28a4184ae70720d2a989107',17,0);
INSERT INTO "metrics" VALUES('train/loss',1.94812431931495666503e-01,1796073251352,'fbe34734f28a4184ae70720d2a989107',18,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.79166686534881591796e-01,1796073251352,'fbe34734f28a4184ae70720d2a989107',18,0);
INSERT INTO "metrics" VALUES('train/val_loss',3.73484253883361816406e-01,1796073251352,'fbe34734f28a4184ae70720d2a989107',18,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073251352,'fbe34734f28a4184ae70720d2a989107',18,0);
INSERT INTO "metrics" VALUES('train/learning_rate',1.21923303231596946716e-03,1796073251352,'fbe34734f28a4184ae70720d2a989107',18,0);
INSERT INTO "metrics" VALUES('train/loss',1.66861131787300109863e-01,1796073253743,'fbe34734f28a4184ae70720d2a989107',19,0);
INSERT INTO "metrics" VALUES('train/accuracy',1.0,1796073253743,'fbe34734f28a4184ae70720d2a989107',19,0);
INSERT INTO "metrics" VALUES('train/val_loss',3.52749943733215332031e-01,1796073253743,'fbe34734f28a4184ae70720d2a989107',19,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073253743,'fbe34734f28a4184ae70720d2a989107',19,0);
INSERT INTO "metrics" VALUES('train/learning_rate',1.03112298529595136642e-03,1796073253743,'fbe34734f28a4184ae70720d2a989107',19,0);
INSERT INTO "metrics" VALUES('train/loss',1.60178408026695251464e-01,1796073254497,'fbe34734f28a4184ae70720d2a989107',20,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.79166686534881591796e-01,1796073254497,'fbe34734f28a4184ae70720d2a989107',20,0);
INSERT INTO "metrics" VALUES('train/val_loss',3.36949497461318969726e-01,1796073254497,'fbe34734f28a4184ae70720d2a989107',20,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073254497,'fbe34734f28a4184ae70720d2a989107',20,0);
INSERT INTO "metrics" VALUES('train/learning_rate',8.53633449878543615341e-04,1796073254497,'fbe34734f28a4184ae70720d2a989107',20,0);
INSERT INTO "metrics" VALUES('train/loss',1.64692565798759460449e-01,1796073255087,'fbe34734f28a4184ae70720d2a989107',21,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.79166686534881591796e-01,1796073255087,'fbe34734f28a4184ae70720d2a989107',21,0);
INSERT INTO "metrics" VALUES('train/val_loss',3.23336035013198852539e-01,1796073255087,'fbe34734f28a4184ae70720d2a989107',21,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073255087,'fbe34734f28a4184ae70720d2a989107',21,0);
INSERT INTO "metrics" VALUES('train/learning_rate',6.88709784299135208129e-04,1796073255087,'fbe34734f28a4184ae70720d2a989107',21,0);
INSERT INTO "metrics" VALUES('train/loss',1.66513159871101379394e-01,1796073255672,'fbe34734f28a4184ae70720d2a989107',22,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.79166686534881591796e-01,1796073255672,'fbe34734f28a4184ae70720d2a989107',22,0);
INSERT INTO "metrics" VALUES('train/val_loss',3.11559766530990600585e-01,1796073255672,'fbe34734f28a4184ae70720d2a989107',22,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073255672,'fbe34734f28a4184ae70720d2a989107',22,0);
INSERT INTO "metrics" VALUES('train/learning_rate',5.38157939445227384567e-04,1796073255672,'fbe34734f28a4184ae70720d2a989107',22,0);
INSERT INTO "metrics" VALUES('train/loss',1.78702041506767272949e-01,1796073256309,'fbe34734f28a4184ae70720d2a989107',23,0);
INSERT INTO "metrics" VALUES('train/accuracy',1.0,1796073256309,'fbe34734f28a4184ae70720d2a989107',23,0);
INSERT INTO "metrics" VALUES('train/val_loss',2.98902422189712524414e-01,1796073256309,'fbe34734f28a4184ae70720d2a989107',23,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073256309,'fbe34734f28a4184ae70720d2a989107',23,0);
INSERT INTO "metrics" VALUES('train/learning_rate',4.03628131607547402381e-04,1796073256309,'fbe34734f28a4184ae70720d2a989107',23,0);
INSERT INTO "metrics" VALUES('train/loss',1.95039793848991394042e-01,1796073257103,'fbe34734f28a4184ae70720d2a989107',24,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.79166686534881591796e-01,1796073257103,'fbe34734f28a4184ae70720d2a989107',24,0);
INSERT INTO "metrics" VALUES('train/val_loss',2.86503165960311889648e-01,1796073257103,'fbe34734f28a4184ae70720d2a989107',24,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073257103,'fbe34734f28a4184ae70720d2a989107',24,0);
INSERT INTO "metrics" VALUES('train/learning_rate',2.86593742202967405319e-04,1796073257103,'fbe34734f28a4184ae70720d2a989107',24,0);
INSERT INTO "metrics" VALUES('train/loss',1.49158075451850891113e-01,1796073258458,'fbe34734f28a4184ae70720d2a989107',25,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.79166686534881591796e-01,1796073258458,'fbe34734f28a4184ae70720d2a989107',25,0);
INSERT INTO "metrics" VALUES('train/val_loss',2.76614636182785034179e-01,1796073258458,'fbe34734f28a4184ae70720d2a989107',25,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073258458,'fbe34734f28a4184ae70720d2a989107',25,0);
INSERT INTO "metrics" VALUES('train/learning_rate',1.88337406143546104431e-04,1796073258458,'fbe34734f28a4184ae70720d2a989107',25,0);
INSERT INTO "metrics" VALUES('train/loss',1.36264577507972717285e-01,1796073258870,'fbe34734f28a4184ae70720d2a989107',26,0);
INSERT INTO "metrics" VALUES('train/accuracy',1.0,1796073258870,'fbe34734f28a4184ae70720d2a989107',26,0);
INSERT INTO "metrics" VALUES('train/val_loss',2.67043471336364746093e-01,1796073258870,'fbe34734f28a4184ae70720d2a989107',26,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073258870,'fbe34734f28a4184ae70720d2a989107',26,0);
INSERT INTO "metrics" VALUES('train/learning_rate',1.09935419459361582994e-04,1796073258870,'fbe34734f28a4184ae70720d2a989107',26,0);
INSERT INTO "metrics" VALUES('train/loss',1.73015967011451721191e-01,1796073259793,'fbe34734f28a4184ae70720d2a989107',27,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.79166686534881591796e-01,1796073259793,'fbe34734f28a4184ae70720d2a989107',27,0);
INSERT INTO "metrics" VALUES('train/val_loss',2.57842808961868286132e-01,1796073259793,'fbe34734f28a4184ae70720d2a989107',27,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073259793,'fbe34734f28a4184ae70720d2a989107',27,0);
INSERT INTO "metrics" VALUES('train/learning_rate',5.22469417774118483066e-05,1796073259793,'fbe34734f28a4184ae70720d2a989107',27,0);
INSERT INTO "metrics" VALUES('train/loss',1.2772274017333984375e-01,1796073260706,'fbe34734f28a4184ae70720d2a989107',28,0);
INSERT INTO "metrics" VALUES('train/accuracy',1.0,1796073260706,'fbe34734f28a4184ae70720d2a989107',28,0);
INSERT INTO "metrics" VALUES('train/val_loss',2.49752953648567199707e-01,1796073260706,'fbe34734f28a4184ae70720d2a989107',28,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073260706,'fbe34734f28a4184ae70720d2a989107',28,0);
INSERT INTO "metrics" VALUES('train/learning_rate',1.59038718265946954488e-05,1796073260706,'fbe34734f28a4184ae70720d2a989107',28,0);
INSERT INTO "metrics" VALUES('train/loss',1.83123826980590820312e-01,1796073261746,'fbe34734f28a4184ae70720d2a989107',29,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.58333313465118408203e-01,1796073261746,'fbe34734f28a4184ae70720d2a989107',29,0);
INSERT INTO "metrics" VALUES('train/val_loss',0.242132306098938,1796073261746,'fbe34734f28a4184ae70720d2a989107',29,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073261746,'fbe34734f28a4184ae70720d2a989107',29,0);
INSERT INTO "metrics" VALUES('train/learning_rate',1.30450371216284111142e-06,1796073261746,'fbe34734f28a4184ae70720d2a989107',29,0);
INSERT INTO "metrics" VALUES('prune/loss',8.38726341724395751953e-01,1796073237564,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('prune/accuracy',0.5,1796073237564,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('prune/val_loss',6.90651237964630126953e-01,1796073237564,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',8.33333313465118408203e-01,1796073237564,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',3.99239175021648406982e-03,1796073237564,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('prune/loss',7.57769405841827392578e-01,1796073238126,'fbe34734f28a4184ae70720d2a989107',1,0);
INSERT INTO "metrics" VALUES('prune/accuracy',0.5,1796073238126,'fbe34734f28a4184ae70720d2a989107',1,0);
INSERT INTO "metrics" VALUES('prune/val_loss',6.90226078033447265625e-01,1796073238126,'fbe34734f28a4184ae70720d2a989107',1,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',0.5,1796073238126,'fbe34734f28a4184ae70720d2a989107',1,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',3.9632641710340976715e-03,1796073238126,'fbe34734f28a4184ae70720d2a989107',1,0);
INSERT INTO "metrics" VALUES('prune/loss',6.81050777435302734375e-01,1796073238795,'fbe34734f28a4184ae70720d2a989107',2,0);
INSERT INTO "metrics" VALUES('prune/accuracy',0.5,1796073238795,'fbe34734f28a4184ae70720d2a989107',2,0);
INSERT INTO "metrics" VALUES('prune/val_loss',6.88888728618621826171e-01,1796073238795,'fbe34734f28a4184ae70720d2a989107',2,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',0.5,1796073238795,'fbe34734f28a4184ae70720d2a989107',2,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',3.91263188794255256652e-03,1796073238795,'fbe34734f28a4184ae70720d2a989107',2,0);
INSERT INTO "metrics" VALUES('prune/loss',6.09525024890899658203e-01,1796073239028,'fbe34734f28a4184ae70720d2a989107',3,0);
INSERT INTO "metrics" VALUES('prune/accuracy',0.5,1796073239028,'fbe34734f28a4184ae70720d2a989107',3,0);
INSERT INTO "metrics" VALUES('prune/val_loss',6.84757053852081298828e-01,1796073239028,'fbe34734f28a4184ae70720d2a989107',3,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',0.5,1796073239028,'fbe34734f28a4184ae70720d2a989107',3,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',3.84104950353503227233e-03,1796073239028,'fbe34734f28a4184ae70720d2a989107',3,0);
INSERT INTO "metrics" VALUES('prune/loss',5.41947841644287109375e-01,1796073239903,'fbe34734f28a4184ae70720d2a989107',4,0);
INSERT INTO "metrics" VALUES('prune/accuracy',0.6875,1796073239903,'fbe34734f28a4184ae70720d2a989107',4,0);
INSERT INTO "metrics" VALUES('prune/val_loss',6.76869928836822509765e-01,1796073239903,'fbe34734f28a4184ae70720d2a989107',4,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',0.5,1796073239903,'fbe34734f28a4184ae70720d2a989107',4,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',3.74930235557258129119e-03,1796073239903,'fbe34734f28a4184ae70720d2a989107',4,0);
INSERT INTO "metrics" VALUES('prune/loss',4.95571523904800415039e-01,1796073240492,'fbe34734f28a4184ae70720d2a989107',5,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.16666686534881591796e-01,1796073240492,'fbe34734f28a4184ae70720d2a989107',5,0);
INSERT INTO "metrics" VALUES('prune/val_loss',6.64546191692352294921e-01,1796073240492,'fbe34734f28a4184ae70720d2a989107',5,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',0.5,1796073240492,'fbe34734f28a4184ae70720d2a989107',5,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',3.63839464262127876281e-03,1796073240492,'fbe34734f28a4184ae70720d2a989107',5,0);
INSERT INTO "metrics" VALUES('prune/loss',4.49448019266128540039e-01,1796073241135,'fbe34734f28a4184ae70720d2a989107',6,0);
INSERT INTO "metrics" VALUES('prune/accuracy',1.0,1796073241135,'fbe34734f28a4184ae70720d2a989107',6,0);
INSERT INTO "metrics" VALUES('prune/val_loss',6.50160253047943115234e-01,1796073241135,'fbe34734f28a4184ae70720d2a989107',6,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',5.83333313465118408203e-01,1796073241135,'fbe34734f28a4184ae70720d2a989107',6,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',3.50954174064099788665e-03,1796073241135,'fbe34734f28a4184ae70720d2a989107',6,0);
INSERT INTO "metrics" VALUES('prune/loss',4.04096931219100952148e-01,1796073241742,'fbe34734f28a4184ae70720d2a989107',7,0);
INSERT INTO "metrics" VALUES('prune/accuracy',1.0,1796073241742,'fbe34734f28a4184ae70720d2a989107',7,0);
INSERT INTO "metrics" VALUES('prune/val_loss',6.32324695587158203125e-01,1796073241742,'fbe34734f28a4184ae70720d2a989107',7,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',6.66666686534881591796e-01,1796073241742,'fbe34734f28a4184ae70720d2a989107',7,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',3.36415576748549938201e-03,1796073241742,'fbe34734f28a4184ae70720d2a989107',7,0);
INSERT INTO "metrics" VALUES('prune/loss',3.69358271360397338867e-01,1796073242390,'fbe34734f28a4184ae70720d2a989107',8,0);
INSERT INTO "metrics" VALUES('prune/accuracy',1.0,1796073242390,'fbe34734f28a4184ae70720d2a989107',8,0);
INSERT INTO "metrics" VALUES('prune/val_loss',6.15371286869049072265e-01,1796073242390,'fbe34734f28a4184ae70720d2a989107',8,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073242390,'fbe34734f28a4184ae70720d2a989107',8,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',3.20382928475737571716e-03,1796073242390,'fbe34734f28a4184ae70720d2a989107',8,0);
INSERT INTO "metrics" VALUES('prune/loss',3.54526430368423461914e-01,1796073243036,'fbe34734f28a4184ae70720d2a989107',9,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.58333313465118408203e-01,1796073243036,'fbe34734f28a4184ae70720d2a989107',9,0);
INSERT INTO "metrics" VALUES('prune/val_loss',5.92549920082092285156e-01,1796073243036,'fbe34734f28a4184ae70720d2a989107',9,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073243036,'fbe34734f28a4184ae70720d2a989107',9,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',3.0303185340017080307e-03,1796073243036,'fbe34734f28a4184ae70720d2a989107',9,0);
INSERT INTO "metrics" VALUES('prune/loss',3.29537749290466308593e-01,1796073243778,'fbe34734f28a4184ae70720d2a989107',10,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.79166686534881591796e-01,1796073243778,'fbe34734f28a4184ae70720d2a989107',10,0);
INSERT INTO "metrics" VALUES('prune/val_loss',5.66140115261077880859e-01,1796073243778,'fbe34734f28a4184ae70720d2a989107',10,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073243778,'fbe34734f28a4184ae70720d2a989107',10,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',2.84552527591586112976e-03,1796073243778,'fbe34734f28a4184ae70720d2a989107',10,0);
INSERT INTO "metrics" VALUES('prune/loss',2.90062308311462402343e-01,1796073244488,'fbe34734f28a4184ae70720d2a989107',11,0);
INSERT INTO "metrics" VALUES('prune/accuracy',1.0,1796073244488,'fbe34734f28a4184ae70720d2a989107',11,0);
INSERT INTO "metrics" VALUES('prune/val_loss',5.33459842205047607421e-01,1796073244488,'fbe34734f28a4184ae70720d2a989107',11,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073244488,'fbe34734f28a4184ae70720d2a989107',11,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',2.65147327445447444915e-03,1796073244488,'fbe34734f28a4184ae70720d2a989107',11,0);
INSERT INTO "metrics" VALUES('prune/loss',2.56972789764404296875e-01,1796073245369,'fbe34734f28a4184ae70720d2a989107',12,0);
INSERT INTO "metrics" VALUES('prune/accuracy',1.0,1796073245369,'fbe34734f28a4184ae70720d2a989107',12,0);
INSERT INTO "metrics" VALUES('prune/val_loss',5.0570398569107055664e-01,1796073245369,'fbe34734f28a4184ae70720d2a989107',12,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073245369,'fbe34734f28a4184ae70720d2a989107',12,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',2.45028943754732608795e-03,1796073245369,'fbe34734f28a4184ae70720d2a989107',12,0);
INSERT INTO "metrics" VALUES('prune/loss',2.31938317418098449707e-01,1796073246005,'fbe34734f28a4184ae70720d2a989107',13,0);
INSERT INTO "metrics" VALUES('prune/accuracy',1.0,1796073246005,'fbe34734f28a4184ae70720d2a989107',13,0);
INSERT INTO "metrics" VALUES('prune/val_loss',4.84970688819885253906e-01,1796073246005,'fbe34734f28a4184ae70720d2a989107',13,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073246005,'fbe34734f28a4184ae70720d2a989107',13,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',0.0022441775072366,1796073246005,'fbe34734f28a4184ae70720d2a989107',13,0);
INSERT INTO "metrics" VALUES('prune/loss',2.29445025324821472167e-01,1796073246738,'fbe34734f28a4184ae70720d2a989107',14,0);
INSERT INTO "metrics" VALUES('prune/accuracy',1.0,1796073246738,'fbe34734f28a4184ae70720d2a989107',14,0);
INSERT INTO "metrics" VALUES('prune/val_loss',4.5984986424446105957e-01,1796073246738,'fbe34734f28a4184ae70720d2a989107',14,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073246738,'fbe34734f28a4184ae70720d2a989107',14,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',2.03539570793509483337e-03,1796073246738,'fbe34734f28a4184ae70720d2a989107',14,0);
INSERT INTO "metrics" VALUES('prune/loss',1.81354105472564697265e-01,1796073247587,'fbe34734f28a4184ae70720d2a989107',15,0);
INSERT INTO "metrics" VALUES('prune/accuracy',1.0,1796073247587,'fbe34734f28a4184ae70720d2a989107',15,0);
INSERT INTO "metrics" VALUES('prune/val_loss',4.34259146451950073242e-01,1796073247587,'fbe34734f28a4184ae70720d2a989107',15,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073247587,'fbe34734f28a4184ae70720d2a989107',15,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',1.82623206637799739837e-03,1796073247587,'fbe34734f28a4184ae70720d2a989107',15,0);
INSERT INTO "metrics" VALUES('prune/loss',1.89879134297370910644e-01,1796073248327,'fbe34734f28a4184ae70720d2a989107',16,0);
INSERT INTO "metrics" VALUES('prune/accuracy',1.0,1796073248327,'fbe34734f28a4184ae70720d2a989107',16,0);
INSERT INTO "metrics" VALUES('prune/val_loss',4.11319106817245483398e-01,1796073248327,'fbe34734f28a4184ae70720d2a989107',16,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073248327,'fbe34734f28a4184ae70720d2a989107',16,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',1.61897728685289621353e-03,1796073248327,'fbe34734f28a4184ae70720d2a989107',16,0);
INSERT INTO "metrics" VALUES('prune/loss',1.84515416622161865234e-01,1796073249659,'fbe34734f28a4184ae70720d2a989107',17,0);
INSERT INTO "metrics" VALUES('prune/accuracy',1.0,1796073249659,'fbe34734f28a4184ae70720d2a989107',17,0);
INSERT INTO "metrics" VALUES('prune/val_loss',3.92727732658386230468e-01,1796073249659,'fbe34734f28a4184ae70720d2a989107',17,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073249659,'fbe34734f28a4184ae70720d2a989107',17,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',1.41590251587331295013e-03,1796073249659,'fbe34734f28a4184ae70720d2a989107',17,0);
INSERT INTO "metrics" VALUES('prune/loss',1.94812431931495666503e-01,1796073251352,'fbe34734f28a4184ae70720d2a989107',18,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.79166686534881591796e-01,1796073251352,'fbe34734f28a4184ae70720d2a989107',18,0);
INSERT INTO "metrics" VALUES('prune/val_loss',3.73484253883361816406e-01,1796073251352,'fbe34734f28a4184ae70720d2a989107',18,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073251352,'fbe34734f28a4184ae70720d2a989107',18,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',1.21923303231596946716e-03,1796073251352,'fbe34734f28a4184ae70720d2a989107',18,0);
INSERT INTO "metrics" VALUES('prune/loss',1.66861131787300109863e-01,1796073253743,'fbe34734f28a4184ae70720d2a989107',19,0);
INSERT INTO "metrics" VALUES('prune/accuracy',1.0,1796073253743,'fbe34734f28a4184ae70720d2a989107',19,0);
INSERT INTO "metrics" VALUES('prune/val_loss',3.52749943733215332031e-01,1796073253743,'fbe34734f28a4184ae70720d2a989107',19,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073253743,'fbe34734f28a4184ae70720d2a989107',19,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',1.03112298529595136642e-03,1796073253743,'fbe34734f28a4184ae70720d2a989107',19,0);
INSERT INTO "metrics" VALUES('prune/loss',1.60178408026695251464e-01,1796073254497,'fbe34734f28a4184ae70720d2a989107',20,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.79166686534881591796e-01,1796073254497,'fbe34734f28a4184ae70720d2a989107',20,0);
INSERT INTO "metrics" VALUES('prune/val_loss',3.36949497461318969726e-01,1796073254497,'fbe34734f28a4184ae70720d2a989107',20,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073254497,'fbe34734f28a4184ae70720d2a989107',20,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',8.53633449878543615341e-04,1796073254497,'fbe34734f28a4184ae70720d2a989107',20,0);
INSERT INTO "metrics" VALUES('prune/loss',1.64692565798759460449e-01,1796073255087,'fbe34734f28a4184ae70720d2a989107',21,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.79166686534881591796e-01,1796073255087,'fbe34734f28a4184ae70720d2a989107',21,0);
INSERT INTO "metrics" VALUES('prune/val_loss',3.23336035013198852539e-01,1796073255087,'fbe34734f28a4184ae70720d2a989107',21,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073255087,'fbe34734f28a4184ae70720d2a989107',21,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',6.88709784299135208129e-04,1796073255087,'fbe34734f28a4184ae70720d2a989107',21,0);
INSERT INTO "metrics" VALUES('prune/loss',1.66513159871101379394e-01,1796073255672,'fbe34734f28a4184ae70720d2a989107',22,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.79166686534881591796e-01,1796073255672,'fbe34734f28a4184ae70720d2a989107',22,0);
INSERT INTO "metrics" VALUES('prune/val_loss',3.11559766530990600585e-01,1796073255672,'fbe34734f28a4184ae70720d2a989107',22,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073255672,'fbe34734f28a4184ae70720d2a989107',22,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',5.38157939445227384567e-04,1796073255672,'fbe34734f28a4184ae70720d2a989107',22,0);
INSERT INTO "metrics" VALUES('prune/loss',1.78702041506767272949e-01,1796073256309,'fbe34734f28a4184ae70720d2a989107',23,0);
INSERT INTO "metrics" VALUES('prune/accuracy',1.0,1796073256309,'fbe34734f28a4184ae70720d2a989107',23,0);
INSERT INTO "metrics" VALUES('prune/val_loss',2.98902422189712524414e-01,1796073256309,'fbe34734f28a4184ae70720d2a989107',23,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073256309,'fbe34734f28a4184ae70720d2a989107',23,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',4.03628131607547402381e-04,1796073256309,'fbe34734f28a4184ae70720d2a989107',23,0);
INSERT INTO "metrics" VALUES('prune/loss',1.95039793848991394042e-01,1796073257103,'fbe34734f28a4184ae70720d2a989107',24,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.79166686534881591796e-01,1796073257103,'fbe34734f28a4184ae70720d2a989107',24,0);
INSERT INTO "metrics" VALUES('prune/val_loss',2.86503165960311889648e-01,1796073257103,'fbe34734f28a4184ae70720d2a989107',24,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073257103,'fbe34734f28a4184ae70720d2a989107',24,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',2.86593742202967405319e-04,1796073257103,'fbe34734f28a4184ae70720d2a989107',24,0);
INSERT INTO "metrics" VALUES('prune/loss',1.49158075451850891113e-01,1796073258458,'fbe34734f28a4184ae70720d2a989107',25,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.79166686534881591796e-01,1796073258458,'fbe34734f28a4184ae70720d2a989107',25,0);
INSERT INTO "metrics" VALUES('prune/val_loss',2.76614636182785034179e-01,1796073258458,'fbe34734f28a4184ae70720d2a989107',25,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073258458,'fbe34734f28a4184ae70720d2a989107',25,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',1.88337406143546104431e-04,1796073258458,'fbe34734f28a4184ae70720d2a989107',25,0);
INSERT INTO "metrics" VALUES('prune/loss',1.36264577507972717285e-01,1796073258870,'fbe34734f28a4184ae70720d2a989107',26,0);
INSERT INTO "metrics" VALUES('prune/accuracy',1.0,1796073258870,'fbe34734f28a4184ae70720d2a989107',26,0);
INSERT INTO "metrics" VALUES('prune/val_loss',2.67043471336364746093e-01,1796073258870,'fbe34734f28a4184ae70720d2a989107',26,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073258870,'fbe34734f28a4184ae70720d2a989107',26,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',1.09935419459361582994e-04,1796073258870,'fbe34734f28a4184ae70720d2a989107',26,0);
INSERT INTO "metrics" VALUES('prune/loss',1.73015967011451721191e-01,1796073259793,'fbe34734f28a4184ae70720d2a989107',27,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.79166686534881591796e-01,1796073259793,'fbe34734f28a4184ae70720d2a989107',27,0);
INSERT INTO "metrics" VALUES('prune/val_loss',2.57842808961868286132e-01,1796073259793,'fbe34734f28a4184ae70720d2a989107',27,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073259793,'fbe34734f28a4184ae70720d2a989107',27,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',5.22469417774118483066e-05,1796073259793,'fbe34734f28a4184ae70720d2a989107',27,0);
INSERT INTO "metrics" VALUES('prune/loss',1.2772274017333984375e-01,1796073260706,'fbe34734f28a4184ae70720d2a989107',28,0);
INSERT INTO "metrics" VALUES('prune/accuracy',1.0,1796073260706,'fbe34734f28a4184ae70720d2a989107',28,0);
INSERT INTO "metrics" VALUES('prune/val_loss',2.49752953648567199707e-01,1796073260706,'fbe34734f28a4184ae70720d2a989107',28,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073260706,'fbe34734f28a4184ae70720d2a989107',28,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',1.59038718265946954488e-05,1796073260706,'fbe34734f28a4184ae70720d2a989107',28,0);
INSERT INTO "metrics" VALUES('prune/loss',1.83123826980590820312e-01,1796073261746,'fbe34734f28a4184ae70720d2a989107',29,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.58333313465118408203e-01,1796073261746,'fbe34734f28a4184ae70720d2a989107',29,0);
INSERT INTO "metrics" VALUES('prune/val_loss',0.242132306098938,1796073261746,'fbe34734f28a4184ae70720d2a989107',29,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073261746,'fbe34734f28a4184ae70720d2a989107',29,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',1.30450371216284111142e-06,1796073261746,'fbe34734f28a4184ae70720d2a989107',29,0);
INSERT INTO "metrics" VALUES('float/n',2.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('float/errors',0.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('float/accuracy',1.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('float/accuracy_lower_95',1.5811388300839304688e-01,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('float/accuracy_upper_95',1.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('float/recall/up',1.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('float/recall/down',1.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('float/correct_above_threshold',1.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('float/wrong_above_threshold',0.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('pruned/n',2.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('pruned/errors',0.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('pruned/accuracy',1.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('pruned/accuracy_lower_95',1.5811388300839304688e-01,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('pruned/accuracy_upper_95',1.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('pruned/recall/up',1.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('pruned/recall/down',1.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('pruned/correct_above_threshold',1.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('pruned/wrong_above_threshold',0.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('tflite/n',2.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('tflite/errors',0.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('tflite/accuracy',1.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('tflite/accuracy_lower_95',1.5811388300839304688e-01,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('tflite/accuracy_upper_95',1.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('tflite/recall/up',1.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('tflite/recall/down',1.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('tflite/correct_above_threshold',1.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('tflite/wrong_above_threshold',0.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('tflite/size_bytes',4368.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('tflite/zip_bytes',2098.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('background/exposure_s',1800.5,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('background/accepts',3106.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('background/per_hour',6.2102749236323243169e+03,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('background/per_hour_upper_95',6.39672293015751893116e+03,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/n',2.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/core',1.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/errors',0.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/accuracy',1.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/agreement/n',2.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/agreement/same',2.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/agreement/max_steps',0.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/front_end/median',0.087794,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/front_end/p90',0.1311476,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/front_end/p95',0.1325788,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/front_end/p99',0.13372376,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/front_end/max',0.13401,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/invoke/median',0.025147,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/invoke/p90',0.0510167,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/invoke/p95',0.05188785,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/invoke/p99',0.05258477,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/invoke/max',0.052759,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/total/median',0.113156,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/total/p90',0.1821643,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/total/p95',1.84466649999999982023e-01,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/total/p99',0.18630853,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/total/max',0.186769,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/windows/spread',3.71071794690515766035e-01,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/cold_start_ms',481.839512,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/model_load_ms',11.958425,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/peak_memory_bytes',891310080.0,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/other_cpu_share',9.27264765306089921992e-01,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/health/before/load_1min',7.111328125,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('device/health/after/load_1min',7.111328125,1796073305249,'fbe34734f28a4184ae70720d2a989107',0,0);
INSERT INTO "metrics" VALUES('train/loss',6.86863422393798828125e-01,1796073315479,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('train/accuracy',0.5625,1796073315479,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('train/val_loss',6.92036926746368408203e-01,1796073315479,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',0.5,1796073315479,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('train/learning_rate',3.99239175021648406982e-03,1796073315479,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('train/loss',6.62983417510986328125e-01,1796073316215,'fcc69bcd174c4239a90bb4562e747b50',1,0);
INSERT INTO "metrics" VALUES('train/accuracy',6.04166686534881591796e-01,1796073316215,'fcc69bcd174c4239a90bb4562e747b50',1,0);
INSERT INTO "metrics" VALUES('train/val_loss',6.89951658248901367187e-01,1796073316215,'fcc69bcd174c4239a90bb4562e747b50',1,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',0.75,1796073316215,'fcc69bcd174c4239a90bb4562e747b50',1,0);
INSERT INTO "metrics" VALUES('train/learning_rate',3.9632641710340976715e-03,1796073316215,'fcc69bcd174c4239a90bb4562e747b50',1,0);
INSERT INTO "metrics" VALUES('train/loss',5.6180387735366821289e-01,1796073316857,'fcc69bcd174c4239a90bb4562e747b50',2,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.16666686534881591796e-01,1796073316857,'fcc69bcd174c4239a90bb4562e747b50',2,0);
INSERT INTO "metrics" VALUES('train/val_loss',6.84579193592071533203e-01,1796073316857,'fcc69bcd174c4239a90bb4562e747b50',2,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073316857,'fcc69bcd174c4239a90bb4562e747b50',2,0);
INSERT INTO "metrics" VALUES('train/learning_rate',3.91263188794255256652e-03,1796073316857,'fcc69bcd174c4239a90bb4562e747b50',2,0);
INSERT INTO "metrics" VALUES('train/loss',4.83462721109390258789e-01,1796073317500,'fcc69bcd174c4239a90bb4562e747b50',3,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.16666686534881591796e-01,1796073317500,'fcc69bcd174c4239a90bb4562e747b50',3,0);
INSERT INTO "metrics" VALUES('train/val_loss',0.673851728439331,1796073317500,'fcc69bcd174c4239a90bb4562e747b50',3,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',9.16666686534881591796e-01,1796073317500,'fcc69bcd174c4239a90bb4562e747b50',3,0);
INSERT INTO "metrics" VALUES('train/learning_rate',3.84104950353503227233e-03,1796073317500,'fcc69bcd174c4239a90bb4562e747b50',3,0);
INSERT INTO "metrics" VALUES('train/loss',0.369101881980896,1796073318148,'fcc69bcd174c4239a90bb4562e747b50',4,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.58333313465118408203e-01,1796073318148,'fcc69bcd174c4239a90bb4562e747b50',4,0);
INSERT INTO "metrics" VALUES('train/val_loss',6.57104313373565673828e-01,1796073318148,'fcc69bcd174c4239a90bb4562e747b50',4,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073318148,'fcc69bcd174c4239a90bb4562e747b50',4,0);
INSERT INTO "metrics" VALUES('train/learning_rate',3.74930235557258129119e-03,1796073318148,'fcc69bcd174c4239a90bb4562e747b50',4,0);
INSERT INTO "metrics" VALUES('train/loss',3.11793535947799682617e-01,1796073318767,'fcc69bcd174c4239a90bb4562e747b50',5,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.58333313465118408203e-01,1796073318767,'fcc69bcd174c4239a90bb4562e747b50',5,0);
INSERT INTO "metrics" VALUES('train/val_loss',6.35576903820037841796e-01,1796073318767,'fcc69bcd174c4239a90bb4562e747b50',5,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073318767,'fcc69bcd174c4239a90bb4562e747b50',5,0);
INSERT INTO "metrics" VALUES('train/learning_rate',3.63839464262127876281e-03,1796073318767,'fcc69bcd174c4239a90bb4562e747b50',5,0);
INSERT INTO "metrics" VALUES('train/loss',2.70824283361434936523e-01,1796073319791,'fcc69bcd174c4239a90bb4562e747b50',6,0);
INSERT INTO "metrics" VALUES('train/accuracy',0.9375,1796073319791,'fcc69bcd174c4239a90bb4562e747b50',6,0);
INSERT INTO "metrics" VALUES('train/val_loss',6.10879719257354736328e-01,1796073319791,'fcc69bcd174c4239a90bb4562e747b50',6,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073319791,'fcc69bcd174c4239a90bb4562e747b50',6,0);
INSERT INTO "metrics" VALUES('train/learning_rate',3.50954174064099788665e-03,1796073319791,'fcc69bcd174c4239a90bb4562e747b50',6,0);
INSERT INTO "metrics" VALUES('train/loss',2.1718342602252960205e-01,1796073322298,'fcc69bcd174c4239a90bb4562e747b50',7,0);
INSERT INTO "metrics" VALUES('train/accuracy',1.0,1796073322298,'fcc69bcd174c4239a90bb4562e747b50',7,0);
INSERT INTO "metrics" VALUES('train/val_loss',5.84447205066680908203e-01,1796073322298,'fcc69bcd174c4239a90bb4562e747b50',7,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073322298,'fcc69bcd174c4239a90bb4562e747b50',7,0);
INSERT INTO "metrics" VALUES('train/learning_rate',3.36415576748549938201e-03,1796073322298,'fcc69bcd174c4239a90bb4562e747b50',7,0);
INSERT INTO "metrics" VALUES('train/loss',2.2164084017276763916e-01,1796073323145,'fcc69bcd174c4239a90bb4562e747b50',8,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.79166686534881591796e-01,1796073323145,'fcc69bcd174c4239a90bb4562e747b50',8,0);
INSERT INTO "metrics" VALUES('train/val_loss',5.53930699825286865234e-01,1796073323145,'fcc69bcd174c4239a90bb4562e747b50',8,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073323145,'fcc69bcd174c4239a90bb4562e747b50',8,0);
INSERT INTO "metrics" VALUES('train/learning_rate',3.20382928475737571716e-03,1796073323145,'fcc69bcd174c4239a90bb4562e747b50',8,0);
INSERT INTO "metrics" VALUES('train/loss',2.59484618902206420898e-01,1796073324288,'fcc69bcd174c4239a90bb4562e747b50',9,0);
INSERT INTO "metrics" VALUES('train/accuracy',0.9375,1796073324288,'fcc69bcd174c4239a90bb4562e747b50',9,0);
INSERT INTO "metrics" VALUES('train/val_loss',5.28424561023712158203e-01,1796073324288,'fcc69bcd174c4239a90bb4562e747b50',9,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073324288,'fcc69bcd174c4239a90bb4562e747b50',9,0);
INSERT INTO "metrics" VALUES('train/learning_rate',3.0303185340017080307e-03,1796073324288,'fcc69bcd174c4239a90bb4562e747b50',9,0);
INSERT INTO "metrics" VALUES('train/loss',2.14222297072410583496e-01,1796073324828,'fcc69bcd174c4239a90bb4562e747b50',10,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.79166686534881591796e-01,1796073324828,'fcc69bcd174c4239a90bb4562e747b50',10,0);
INSERT INTO "metrics" VALUES('train/val_loss',5.0335603952407836914e-01,1796073324828,'fcc69bcd174c4239a90bb4562e747b50',10,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073324828,'fcc69bcd174c4239a90bb4562e747b50',10,0);
INSERT INTO "metrics" VALUES('train/learning_rate',2.84552527591586112976e-03,1796073324828,'fcc69bcd174c4239a90bb4562e747b50',10,0);
INSERT INTO "metrics" VALUES('train/loss',1.73940539360046386718e-01,1796073325246,'fcc69bcd174c4239a90bb4562e747b50',11,0);
INSERT INTO "metrics" VALUES('train/accuracy',1.0,1796073325246,'fcc69bcd174c4239a90bb4562e747b50',11,0);
INSERT INTO "metrics" VALUES('train/val_loss',4.81540560722351074218e-01,1796073325246,'fcc69bcd174c4239a90bb4562e747b50',11,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073325246,'fcc69bcd174c4239a90bb4562e747b50',11,0);
INSERT INTO "metrics" VALUES('train/learning_rate',2.65147327445447444915e-03,1796073325246,'fcc69bcd174c4239a90bb4562e747b50',11,0);
INSERT INTO "metrics" VALUES('train/loss',1.32866099476814270019e-01,1796073325865,'fcc69bcd174c4239a90bb4562e747b50',12,0);
INSERT INTO "metrics" VALUES('train/accuracy',1.0,1796073325865,'fcc69bcd174c4239a90bb4562e747b50',12,0);
INSERT INTO "metrics" VALUES('train/val_loss',4.61136847734451293945e-01,1796073325865,'fcc69bcd174c4239a90bb4562e747b50',12,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073325865,'fcc69bcd174c4239a90bb4562e747b50',12,0);
INSERT INTO "metrics" VALUES('train/learning_rate',2.45028943754732608795e-03,1796073325865,'fcc69bcd174c4239a90bb4562e747b50',12,0);
INSERT INTO "metrics" VALUES('train/loss',1.74272462725639343261e-01,1796073326218,'fcc69bcd174c4239a90bb4562e747b50',13,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.58333313465118408203e-01,1796073326218,'fcc69bcd174c4239a90bb4562e747b50',13,0);
INSERT INTO "metrics" VALUES('train/val_loss',4.54926639795303344726e-01,1796073326218,'fcc69bcd174c4239a90bb4562e747b50',13,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073326218,'fcc69bcd174c4239a90bb4562e747b50',13,0);
INSERT INTO "metrics" VALUES('train/learning_rate',0.0022441775072366,1796073326218,'fcc69bcd174c4239a90bb4562e747b50',13,0);
INSERT INTO "metrics" VALUES('train/loss',1.26322522759437561035e-01,1796073326849,'fcc69bcd174c4239a90bb4562e747b50',14,0);
INSERT INTO "metrics" VALUES('train/accuracy',1.0,1796073326849,'fcc69bcd174c4239a90bb4562e747b50',14,0);
INSERT INTO "metrics" VALUES('train/val_loss',4.4285297393798828125e-01,1796073326849,'fcc69bcd174c4239a90bb4562e747b50',14,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073326849,'fcc69bcd174c4239a90bb4562e747b50',14,0);
INSERT INTO "metrics" VALUES('train/learning_rate',2.03539570793509483337e-03,1796073326849,'fcc69bcd174c4239a90bb4562e747b50',14,0);
INSERT INTO "metrics" VALUES('train/loss',1.50769591331481933593e-01,1796073327151,'fcc69bcd174c4239a90bb4562e747b50',15,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.79166686534881591796e-01,1796073327151,'fcc69bcd174c4239a90bb4562e747b50',15,0);
INSERT INTO "metrics" VALUES('train/val_loss',0.427785187959671,1796073327151,'fcc69bcd174c4239a90bb4562e747b50',15,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073327151,'fcc69bcd174c4239a90bb4562e747b50',15,0);
INSERT INTO "metrics" VALUES('train/learning_rate',1.82623206637799739837e-03,1796073327151,'fcc69bcd174c4239a90bb4562e747b50',15,0);
INSERT INTO "metrics" VALUES('train/loss',1.28897592425346374511e-01,1796073328024,'fcc69bcd174c4239a90bb4562e747b50',16,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.79166686534881591796e-01,1796073328024,'fcc69bcd174c4239a90bb4562e747b50',16,0);
INSERT INTO "metrics" VALUES('train/val_loss',4.15247172117233276367e-01,1796073328024,'fcc69bcd174c4239a90bb4562e747b50',16,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073328024,'fcc69bcd174c4239a90bb4562e747b50',16,0);
INSERT INTO "metrics" VALUES('train/learning_rate',1.61897728685289621353e-03,1796073328024,'fcc69bcd174c4239a90bb4562e747b50',16,0);
INSERT INTO "metrics" VALUES('train/loss',1.37607768177986145019e-01,1796073328795,'fcc69bcd174c4239a90bb4562e747b50',17,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.79166686534881591796e-01,1796073328795,'fcc69bcd174c4239a90bb4562e747b50',17,0);
INSERT INTO "metrics" VALUES('train/val_loss',4.13462311029434204101e-01,1796073328795,'fcc69bcd174c4239a90bb4562e747b50',17,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073328795,'fcc69bcd174c4239a90bb4562e747b50',17,0);
INSERT INTO "metrics" VALUES('train/learning_rate',1.41590251587331295013e-03,1796073328795,'fcc69bcd174c4239a90bb4562e747b50',17,0);
INSERT INTO "metrics" VALUES('train/loss',8.72522816061973571777e-02,1796073329606,'fcc69bcd174c4239a90bb4562e747b50',18,0);
INSERT INTO "metrics" VALUES('train/accuracy',1.0,1796073329606,'fcc69bcd174c4239a90bb4562e747b50',18,0);
INSERT INTO "metrics" VALUES('train/val_loss',4.14837568998336791992e-01,1796073329606,'fcc69bcd174c4239a90bb4562e747b50',18,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073329606,'fcc69bcd174c4239a90bb4562e747b50',18,0);
INSERT INTO "metrics" VALUES('train/learning_rate',1.21923303231596946716e-03,1796073329606,'fcc69bcd174c4239a90bb4562e747b50',18,0);
INSERT INTO "metrics" VALUES('train/loss',9.59661230444908142089e-02,1796073330514,'fcc69bcd174c4239a90bb4562e747b50',19,0);
INSERT INTO "metrics" VALUES('train/accuracy',1.0,1796073330514,'fcc69bcd174c4239a90bb4562e747b50',19,0);
INSERT INTO "metrics" VALUES('train/val_loss',4.07482415437698364257e-01,1796073330514,'fcc69bcd174c4239a90bb4562e747b50',19,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073330514,'fcc69bcd174c4239a90bb4562e747b50',19,0);
INSERT INTO "metrics" VALUES('train/learning_rate',1.03112298529595136642e-03,1796073330514,'fcc69bcd174c4239a90bb4562e747b50',19,0);
INSERT INTO "metrics" VALUES('train/loss',8.77616778016090393066e-02,1796073331670,'fcc69bcd174c4239a90bb4562e747b50',20,0);
INSERT INTO "metrics" VALUES('train/accuracy',1.0,1796073331670,'fcc69bcd174c4239a90bb4562e747b50',20,0);
INSERT INTO "metrics" VALUES('train/val_loss',3.99237900972366333007e-01,1796073331670,'fcc69bcd174c4239a90bb4562e747b50',20,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',9.16666686534881591796e-01,1796073331670,'fcc69bcd174c4239a90bb4562e747b50',20,0);
INSERT INTO "metrics" VALUES('train/learning_rate',8.53633449878543615341e-04,1796073331670,'fcc69bcd174c4239a90bb4562e747b50',20,0);
INSERT INTO "metrics" VALUES('train/loss',1.22935473918914794921e-01,1796073332327,'fcc69bcd174c4239a90bb4562e747b50',21,0);
INSERT INTO "metrics" VALUES('train/accuracy',1.0,1796073332327,'fcc69bcd174c4239a90bb4562e747b50',21,0);
INSERT INTO "metrics" VALUES('train/val_loss',3.90699058771133422851e-01,1796073332327,'fcc69bcd174c4239a90bb4562e747b50',21,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',9.16666686534881591796e-01,1796073332327,'fcc69bcd174c4239a90bb4562e747b50',21,0);
INSERT INTO "metrics" VALUES('train/learning_rate',6.88709784299135208129e-04,1796073332327,'fcc69bcd174c4239a90bb4562e747b50',21,0);
INSERT INTO "metrics" VALUES('train/loss',1.58222153782844543457e-01,1796073333124,'fcc69bcd174c4239a90bb4562e747b50',22,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.58333313465118408203e-01,1796073333124,'fcc69bcd174c4239a90bb4562e747b50',22,0);
INSERT INTO "metrics" VALUES('train/val_loss',3.88864189386367797851e-01,1796073333124,'fcc69bcd174c4239a90bb4562e747b50',22,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',9.16666686534881591796e-01,1796073333124,'fcc69bcd174c4239a90bb4562e747b50',22,0);
INSERT INTO "metrics" VALUES('train/learning_rate',5.38157939445227384567e-04,1796073333124,'fcc69bcd174c4239a90bb4562e747b50',22,0);
INSERT INTO "metrics" VALUES('train/loss',1.05460263788700103759e-01,1796073333853,'fcc69bcd174c4239a90bb4562e747b50',23,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.79166686534881591796e-01,1796073333853,'fcc69bcd174c4239a90bb4562e747b50',23,0);
INSERT INTO "metrics" VALUES('train/val_loss',3.83667349815368652343e-01,1796073333853,'fcc69bcd174c4239a90bb4562e747b50',23,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',9.16666686534881591796e-01,1796073333853,'fcc69bcd174c4239a90bb4562e747b50',23,0);
INSERT INTO "metrics" VALUES('train/learning_rate',4.03628131607547402381e-04,1796073333853,'fcc69bcd174c4239a90bb4562e747b50',23,0);
INSERT INTO "metrics" VALUES('train/loss',1.18658907711505889892e-01,1796073336484,'fcc69bcd174c4239a90bb4562e747b50',24,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.79166686534881591796e-01,1796073336484,'fcc69bcd174c4239a90bb4562e747b50',24,0);
INSERT INTO "metrics" VALUES('train/val_loss',3.73980760574340820312e-01,1796073336484,'fcc69bcd174c4239a90bb4562e747b50',24,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',9.16666686534881591796e-01,1796073336484,'fcc69bcd174c4239a90bb4562e747b50',24,0);
INSERT INTO "metrics" VALUES('train/learning_rate',2.86593742202967405319e-04,1796073336484,'fcc69bcd174c4239a90bb4562e747b50',24,0);
INSERT INTO "metrics" VALUES('train/loss',8.70856866240501403808e-02,1796073338765,'fcc69bcd174c4239a90bb4562e747b50',25,0);
INSERT INTO "metrics" VALUES('train/accuracy',1.0,1796073338765,'fcc69bcd174c4239a90bb4562e747b50',25,0);
INSERT INTO "metrics" VALUES('train/val_loss',3.63004803657531738281e-01,1796073338765,'fcc69bcd174c4239a90bb4562e747b50',25,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',9.16666686534881591796e-01,1796073338765,'fcc69bcd174c4239a90bb4562e747b50',25,0);
INSERT INTO "metrics" VALUES('train/learning_rate',1.88337406143546104431e-04,1796073338765,'fcc69bcd174c4239a90bb4562e747b50',25,0);
INSERT INTO "metrics" VALUES('train/loss',1.40110298991203308105e-01,1796073339604,'fcc69bcd174c4239a90bb4562e747b50',26,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.58333313465118408203e-01,1796073339604,'fcc69bcd174c4239a90bb4562e747b50',26,0);
INSERT INTO "metrics" VALUES('train/val_loss',3.5176327824592590332e-01,1796073339604,'fcc69bcd174c4239a90bb4562e747b50',26,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',9.16666686534881591796e-01,1796073339604,'fcc69bcd174c4239a90bb4562e747b50',26,0);
INSERT INTO "metrics" VALUES('train/learning_rate',1.09935419459361582994e-04,1796073339604,'fcc69bcd174c4239a90bb4562e747b50',26,0);
INSERT INTO "metrics" VALUES('train/loss',1.2248286604881286621e-01,1796073340662,'fcc69bcd174c4239a90bb4562e747b50',27,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.79166686534881591796e-01,1796073340662,'fcc69bcd174c4239a90bb4562e747b50',27,0);
INSERT INTO "metrics" VALUES('train/val_loss',3.3940753340721130371e-01,1796073340662,'fcc69bcd174c4239a90bb4562e747b50',27,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073340662,'fcc69bcd174c4239a90bb4562e747b50',27,0);
INSERT INTO "metrics" VALUES('train/learning_rate',5.22469417774118483066e-05,1796073340662,'fcc69bcd174c4239a90bb4562e747b50',27,0);
INSERT INTO "metrics" VALUES('train/loss',0.0736498311161995,1796073342010,'fcc69bcd174c4239a90bb4562e747b50',28,0);
INSERT INTO "metrics" VALUES('train/accuracy',1.0,1796073342010,'fcc69bcd174c4239a90bb4562e747b50',28,0);
INSERT INTO "metrics" VALUES('train/val_loss',0.325636625289917,1796073342010,'fcc69bcd174c4239a90bb4562e747b50',28,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073342010,'fcc69bcd174c4239a90bb4562e747b50',28,0);
INSERT INTO "metrics" VALUES('train/learning_rate',1.59038718265946954488e-05,1796073342010,'fcc69bcd174c4239a90bb4562e747b50',28,0);
INSERT INTO "metrics" VALUES('train/loss',1.63157686591148376464e-01,1796073342928,'fcc69bcd174c4239a90bb4562e747b50',29,0);
INSERT INTO "metrics" VALUES('train/accuracy',9.58333313465118408203e-01,1796073342928,'fcc69bcd174c4239a90bb4562e747b50',29,0);
INSERT INTO "metrics" VALUES('train/val_loss',3.10474663972854614257e-01,1796073342928,'fcc69bcd174c4239a90bb4562e747b50',29,0);
INSERT INTO "metrics" VALUES('train/val_accuracy',1.0,1796073342928,'fcc69bcd174c4239a90bb4562e747b50',29,0);
INSERT INTO "metrics" VALUES('train/learning_rate',1.30450371216284111142e-06,1796073342928,'fcc69bcd174c4239a90bb4562e747b50',29,0);
INSERT INTO "metrics" VALUES('prune/loss',6.86863422393798828125e-01,1796073315479,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('prune/accuracy',0.5625,1796073315479,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('prune/val_loss',6.92036926746368408203e-01,1796073315479,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',0.5,1796073315479,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',3.99239175021648406982e-03,1796073315479,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('prune/loss',6.62983417510986328125e-01,1796073316215,'fcc69bcd174c4239a90bb4562e747b50',1,0);
INSERT INTO "metrics" VALUES('prune/accuracy',6.04166686534881591796e-01,1796073316215,'fcc69bcd174c4239a90bb4562e747b50',1,0);
INSERT INTO "metrics" VALUES('prune/val_loss',6.89951658248901367187e-01,1796073316215,'fcc69bcd174c4239a90bb4562e747b50',1,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',0.75,1796073316215,'fcc69bcd174c4239a90bb4562e747b50',1,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',3.9632641710340976715e-03,1796073316215,'fcc69bcd174c4239a90bb4562e747b50',1,0);
INSERT INTO "metrics" VALUES('prune/loss',5.6180387735366821289e-01,1796073316857,'fcc69bcd174c4239a90bb4562e747b50',2,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.16666686534881591796e-01,1796073316857,'fcc69bcd174c4239a90bb4562e747b50',2,0);
INSERT INTO "metrics" VALUES('prune/val_loss',6.84579193592071533203e-01,1796073316857,'fcc69bcd174c4239a90bb4562e747b50',2,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073316857,'fcc69bcd174c4239a90bb4562e747b50',2,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',3.91263188794255256652e-03,1796073316857,'fcc69bcd174c4239a90bb4562e747b50',2,0);
INSERT INTO "metrics" VALUES('prune/loss',4.83462721109390258789e-01,1796073317500,'fcc69bcd174c4239a90bb4562e747b50',3,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.16666686534881591796e-01,1796073317500,'fcc69bcd174c4239a90bb4562e747b50',3,0);
INSERT INTO "metrics" VALUES('prune/val_loss',0.673851728439331,1796073317500,'fcc69bcd174c4239a90bb4562e747b50',3,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',9.16666686534881591796e-01,1796073317500,'fcc69bcd174c4239a90bb4562e747b50',3,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',3.84104950353503227233e-03,1796073317500,'fcc69bcd174c4239a90bb4562e747b50',3,0);
INSERT INTO "metrics" VALUES('prune/loss',0.369101881980896,1796073318148,'fcc69bcd174c4239a90bb4562e747b50',4,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.58333313465118408203e-01,1796073318148,'fcc69bcd174c4239a90bb4562e747b50',4,0);
INSERT INTO "metrics" VALUES('prune/val_loss',6.57104313373565673828e-01,1796073318148,'fcc69bcd174c4239a90bb4562e747b50',4,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073318148,'fcc69bcd174c4239a90bb4562e747b50',4,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',3.74930235557258129119e-03,1796073318148,'fcc69bcd174c4239a90bb4562e747b50',4,0);
INSERT INTO "metrics" VALUES('prune/loss',3.11793535947799682617e-01,1796073318767,'fcc69bcd174c4239a90bb4562e747b50',5,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.58333313465118408203e-01,1796073318767,'fcc69bcd174c4239a90bb4562e747b50',5,0);
INSERT INTO "metrics" VALUES('prune/val_loss',6.35576903820037841796e-01,1796073318767,'fcc69bcd174c4239a90bb4562e747b50',5,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073318767,'fcc69bcd174c4239a90bb4562e747b50',5,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',3.63839464262127876281e-03,1796073318767,'fcc69bcd174c4239a90bb4562e747b50',5,0);
INSERT INTO "metrics" VALUES('prune/loss',2.70824283361434936523e-01,1796073319791,'fcc69bcd174c4239a90bb4562e747b50',6,0);
INSERT INTO "metrics" VALUES('prune/accuracy',0.9375,1796073319791,'fcc69bcd174c4239a90bb4562e747b50',6,0);
INSERT INTO "metrics" VALUES('prune/val_loss',6.10879719257354736328e-01,1796073319791,'fcc69bcd174c4239a90bb4562e747b50',6,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073319791,'fcc69bcd174c4239a90bb4562e747b50',6,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',3.50954174064099788665e-03,1796073319791,'fcc69bcd174c4239a90bb4562e747b50',6,0);
INSERT INTO "metrics" VALUES('prune/loss',2.1718342602252960205e-01,1796073322298,'fcc69bcd174c4239a90bb4562e747b50',7,0);
INSERT INTO "metrics" VALUES('prune/accuracy',1.0,1796073322298,'fcc69bcd174c4239a90bb4562e747b50',7,0);
INSERT INTO "metrics" VALUES('prune/val_loss',5.84447205066680908203e-01,1796073322298,'fcc69bcd174c4239a90bb4562e747b50',7,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073322298,'fcc69bcd174c4239a90bb4562e747b50',7,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',3.36415576748549938201e-03,1796073322298,'fcc69bcd174c4239a90bb4562e747b50',7,0);
INSERT INTO "metrics" VALUES('prune/loss',2.2164084017276763916e-01,1796073323145,'fcc69bcd174c4239a90bb4562e747b50',8,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.79166686534881591796e-01,1796073323145,'fcc69bcd174c4239a90bb4562e747b50',8,0);
INSERT INTO "metrics" VALUES('prune/val_loss',5.53930699825286865234e-01,1796073323145,'fcc69bcd174c4239a90bb4562e747b50',8,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073323145,'fcc69bcd174c4239a90bb4562e747b50',8,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',3.20382928475737571716e-03,1796073323145,'fcc69bcd174c4239a90bb4562e747b50',8,0);
INSERT INTO "metrics" VALUES('prune/loss',2.59484618902206420898e-01,1796073324288,'fcc69bcd174c4239a90bb4562e747b50',9,0);
INSERT INTO "metrics" VALUES('prune/accuracy',0.9375,1796073324288,'fcc69bcd174c4239a90bb4562e747b50',9,0);
INSERT INTO "metrics" VALUES('prune/val_loss',5.28424561023712158203e-01,1796073324288,'fcc69bcd174c4239a90bb4562e747b50',9,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073324288,'fcc69bcd174c4239a90bb4562e747b50',9,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',3.0303185340017080307e-03,1796073324288,'fcc69bcd174c4239a90bb4562e747b50',9,0);
INSERT INTO "metrics" VALUES('prune/loss',2.14222297072410583496e-01,1796073324828,'fcc69bcd174c4239a90bb4562e747b50',10,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.79166686534881591796e-01,1796073324828,'fcc69bcd174c4239a90bb4562e747b50',10,0);
INSERT INTO "metrics" VALUES('prune/val_loss',5.0335603952407836914e-01,1796073324828,'fcc69bcd174c4239a90bb4562e747b50',10,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073324828,'fcc69bcd174c4239a90bb4562e747b50',10,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',2.84552527591586112976e-03,1796073324828,'fcc69bcd174c4239a90bb4562e747b50',10,0);
INSERT INTO "metrics" VALUES('prune/loss',1.73940539360046386718e-01,1796073325246,'fcc69bcd174c4239a90bb4562e747b50',11,0);
INSERT INTO "metrics" VALUES('prune/accuracy',1.0,1796073325246,'fcc69bcd174c4239a90bb4562e747b50',11,0);
INSERT INTO "metrics" VALUES('prune/val_loss',4.81540560722351074218e-01,1796073325246,'fcc69bcd174c4239a90bb4562e747b50',11,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073325246,'fcc69bcd174c4239a90bb4562e747b50',11,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',2.65147327445447444915e-03,1796073325246,'fcc69bcd174c4239a90bb4562e747b50',11,0);
INSERT INTO "metrics" VALUES('prune/loss',1.32866099476814270019e-01,1796073325865,'fcc69bcd174c4239a90bb4562e747b50',12,0);
INSERT INTO "metrics" VALUES('prune/accuracy',1.0,1796073325865,'fcc69bcd174c4239a90bb4562e747b50',12,0);
INSERT INTO "metrics" VALUES('prune/val_loss',4.61136847734451293945e-01,1796073325865,'fcc69bcd174c4239a90bb4562e747b50',12,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073325865,'fcc69bcd174c4239a90bb4562e747b50',12,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',2.45028943754732608795e-03,1796073325865,'fcc69bcd174c4239a90bb4562e747b50',12,0);
INSERT INTO "metrics" VALUES('prune/loss',1.74272462725639343261e-01,1796073326218,'fcc69bcd174c4239a90bb4562e747b50',13,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.58333313465118408203e-01,1796073326218,'fcc69bcd174c4239a90bb4562e747b50',13,0);
INSERT INTO "metrics" VALUES('prune/val_loss',4.54926639795303344726e-01,1796073326218,'fcc69bcd174c4239a90bb4562e747b50',13,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073326218,'fcc69bcd174c4239a90bb4562e747b50',13,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',0.0022441775072366,1796073326218,'fcc69bcd174c4239a90bb4562e747b50',13,0);
INSERT INTO "metrics" VALUES('prune/loss',1.26322522759437561035e-01,1796073326849,'fcc69bcd174c4239a90bb4562e747b50',14,0);
INSERT INTO "metrics" VALUES('prune/accuracy',1.0,1796073326849,'fcc69bcd174c4239a90bb4562e747b50',14,0);
INSERT INTO "metrics" VALUES('prune/val_loss',4.4285297393798828125e-01,1796073326849,'fcc69bcd174c4239a90bb4562e747b50',14,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073326849,'fcc69bcd174c4239a90bb4562e747b50',14,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',2.03539570793509483337e-03,1796073326849,'fcc69bcd174c4239a90bb4562e747b50',14,0);
INSERT INTO "metrics" VALUES('prune/loss',1.50769591331481933593e-01,1796073327151,'fcc69bcd174c4239a90bb4562e747b50',15,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.79166686534881591796e-01,1796073327151,'fcc69bcd174c4239a90bb4562e747b50',15,0);
INSERT INTO "metrics" VALUES('prune/val_loss',0.427785187959671,1796073327151,'fcc69bcd174c4239a90bb4562e747b50',15,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073327151,'fcc69bcd174c4239a90bb4562e747b50',15,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',1.82623206637799739837e-03,1796073327151,'fcc69bcd174c4239a90bb4562e747b50',15,0);
INSERT INTO "metrics" VALUES('prune/loss',1.28897592425346374511e-01,1796073328024,'fcc69bcd174c4239a90bb4562e747b50',16,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.79166686534881591796e-01,1796073328024,'fcc69bcd174c4239a90bb4562e747b50',16,0);
INSERT INTO "metrics" VALUES('prune/val_loss',4.15247172117233276367e-01,1796073328024,'fcc69bcd174c4239a90bb4562e747b50',16,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073328024,'fcc69bcd174c4239a90bb4562e747b50',16,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',1.61897728685289621353e-03,1796073328024,'fcc69bcd174c4239a90bb4562e747b50',16,0);
INSERT INTO "metrics" VALUES('prune/loss',1.37607768177986145019e-01,1796073328795,'fcc69bcd174c4239a90bb4562e747b50',17,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.79166686534881591796e-01,1796073328795,'fcc69bcd174c4239a90bb4562e747b50',17,0);
INSERT INTO "metrics" VALUES('prune/val_loss',4.13462311029434204101e-01,1796073328795,'fcc69bcd174c4239a90bb4562e747b50',17,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073328795,'fcc69bcd174c4239a90bb4562e747b50',17,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',1.41590251587331295013e-03,1796073328795,'fcc69bcd174c4239a90bb4562e747b50',17,0);
INSERT INTO "metrics" VALUES('prune/loss',8.72522816061973571777e-02,1796073329606,'fcc69bcd174c4239a90bb4562e747b50',18,0);
INSERT INTO "metrics" VALUES('prune/accuracy',1.0,1796073329606,'fcc69bcd174c4239a90bb4562e747b50',18,0);
INSERT INTO "metrics" VALUES('prune/val_loss',4.14837568998336791992e-01,1796073329606,'fcc69bcd174c4239a90bb4562e747b50',18,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073329606,'fcc69bcd174c4239a90bb4562e747b50',18,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',1.21923303231596946716e-03,1796073329606,'fcc69bcd174c4239a90bb4562e747b50',18,0);
INSERT INTO "metrics" VALUES('prune/loss',9.59661230444908142089e-02,1796073330514,'fcc69bcd174c4239a90bb4562e747b50',19,0);
INSERT INTO "metrics" VALUES('prune/accuracy',1.0,1796073330514,'fcc69bcd174c4239a90bb4562e747b50',19,0);
INSERT INTO "metrics" VALUES('prune/val_loss',4.07482415437698364257e-01,1796073330514,'fcc69bcd174c4239a90bb4562e747b50',19,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073330514,'fcc69bcd174c4239a90bb4562e747b50',19,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',1.03112298529595136642e-03,1796073330514,'fcc69bcd174c4239a90bb4562e747b50',19,0);
INSERT INTO "metrics" VALUES('prune/loss',8.77616778016090393066e-02,1796073331670,'fcc69bcd174c4239a90bb4562e747b50',20,0);
INSERT INTO "metrics" VALUES('prune/accuracy',1.0,1796073331670,'fcc69bcd174c4239a90bb4562e747b50',20,0);
INSERT INTO "metrics" VALUES('prune/val_loss',3.99237900972366333007e-01,1796073331670,'fcc69bcd174c4239a90bb4562e747b50',20,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',9.16666686534881591796e-01,1796073331670,'fcc69bcd174c4239a90bb4562e747b50',20,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',8.53633449878543615341e-04,1796073331670,'fcc69bcd174c4239a90bb4562e747b50',20,0);
INSERT INTO "metrics" VALUES('prune/loss',1.22935473918914794921e-01,1796073332327,'fcc69bcd174c4239a90bb4562e747b50',21,0);
INSERT INTO "metrics" VALUES('prune/accuracy',1.0,1796073332327,'fcc69bcd174c4239a90bb4562e747b50',21,0);
INSERT INTO "metrics" VALUES('prune/val_loss',3.90699058771133422851e-01,1796073332327,'fcc69bcd174c4239a90bb4562e747b50',21,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',9.16666686534881591796e-01,1796073332327,'fcc69bcd174c4239a90bb4562e747b50',21,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',6.88709784299135208129e-04,1796073332327,'fcc69bcd174c4239a90bb4562e747b50',21,0);
INSERT INTO "metrics" VALUES('prune/loss',1.58222153782844543457e-01,1796073333124,'fcc69bcd174c4239a90bb4562e747b50',22,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.58333313465118408203e-01,1796073333124,'fcc69bcd174c4239a90bb4562e747b50',22,0);
INSERT INTO "metrics" VALUES('prune/val_loss',3.88864189386367797851e-01,1796073333124,'fcc69bcd174c4239a90bb4562e747b50',22,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',9.16666686534881591796e-01,1796073333124,'fcc69bcd174c4239a90bb4562e747b50',22,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',5.38157939445227384567e-04,1796073333124,'fcc69bcd174c4239a90bb4562e747b50',22,0);
INSERT INTO "metrics" VALUES('prune/loss',1.05460263788700103759e-01,1796073333853,'fcc69bcd174c4239a90bb4562e747b50',23,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.79166686534881591796e-01,1796073333853,'fcc69bcd174c4239a90bb4562e747b50',23,0);
INSERT INTO "metrics" VALUES('prune/val_loss',3.83667349815368652343e-01,1796073333853,'fcc69bcd174c4239a90bb4562e747b50',23,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',9.16666686534881591796e-01,1796073333853,'fcc69bcd174c4239a90bb4562e747b50',23,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',4.03628131607547402381e-04,1796073333853,'fcc69bcd174c4239a90bb4562e747b50',23,0);
INSERT INTO "metrics" VALUES('prune/loss',1.18658907711505889892e-01,1796073336484,'fcc69bcd174c4239a90bb4562e747b50',24,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.79166686534881591796e-01,1796073336484,'fcc69bcd174c4239a90bb4562e747b50',24,0);
INSERT INTO "metrics" VALUES('prune/val_loss',3.73980760574340820312e-01,1796073336484,'fcc69bcd174c4239a90bb4562e747b50',24,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',9.16666686534881591796e-01,1796073336484,'fcc69bcd174c4239a90bb4562e747b50',24,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',2.86593742202967405319e-04,1796073336484,'fcc69bcd174c4239a90bb4562e747b50',24,0);
INSERT INTO "metrics" VALUES('prune/loss',8.70856866240501403808e-02,1796073338765,'fcc69bcd174c4239a90bb4562e747b50',25,0);
INSERT INTO "metrics" VALUES('prune/accuracy',1.0,1796073338765,'fcc69bcd174c4239a90bb4562e747b50',25,0);
INSERT INTO "metrics" VALUES('prune/val_loss',3.63004803657531738281e-01,1796073338765,'fcc69bcd174c4239a90bb4562e747b50',25,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',9.16666686534881591796e-01,1796073338765,'fcc69bcd174c4239a90bb4562e747b50',25,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',1.88337406143546104431e-04,1796073338765,'fcc69bcd174c4239a90bb4562e747b50',25,0);
INSERT INTO "metrics" VALUES('prune/loss',1.40110298991203308105e-01,1796073339604,'fcc69bcd174c4239a90bb4562e747b50',26,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.58333313465118408203e-01,1796073339604,'fcc69bcd174c4239a90bb4562e747b50',26,0);
INSERT INTO "metrics" VALUES('prune/val_loss',3.5176327824592590332e-01,1796073339604,'fcc69bcd174c4239a90bb4562e747b50',26,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',9.16666686534881591796e-01,1796073339604,'fcc69bcd174c4239a90bb4562e747b50',26,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',1.09935419459361582994e-04,1796073339604,'fcc69bcd174c4239a90bb4562e747b50',26,0);
INSERT INTO "metrics" VALUES('prune/loss',1.2248286604881286621e-01,1796073340662,'fcc69bcd174c4239a90bb4562e747b50',27,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.79166686534881591796e-01,1796073340662,'fcc69bcd174c4239a90bb4562e747b50',27,0);
INSERT INTO "metrics" VALUES('prune/val_loss',3.3940753340721130371e-01,1796073340662,'fcc69bcd174c4239a90bb4562e747b50',27,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073340662,'fcc69bcd174c4239a90bb4562e747b50',27,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',5.22469417774118483066e-05,1796073340662,'fcc69bcd174c4239a90bb4562e747b50',27,0);
INSERT INTO "metrics" VALUES('prune/loss',0.0736498311161995,1796073342010,'fcc69bcd174c4239a90bb4562e747b50',28,0);
INSERT INTO "metrics" VALUES('prune/accuracy',1.0,1796073342010,'fcc69bcd174c4239a90bb4562e747b50',28,0);
INSERT INTO "metrics" VALUES('prune/val_loss',0.325636625289917,1796073342010,'fcc69bcd174c4239a90bb4562e747b50',28,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073342010,'fcc69bcd174c4239a90bb4562e747b50',28,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',1.59038718265946954488e-05,1796073342010,'fcc69bcd174c4239a90bb4562e747b50',28,0);
INSERT INTO "metrics" VALUES('prune/loss',1.63157686591148376464e-01,1796073342928,'fcc69bcd174c4239a90bb4562e747b50',29,0);
INSERT INTO "metrics" VALUES('prune/accuracy',9.58333313465118408203e-01,1796073342928,'fcc69bcd174c4239a90bb4562e747b50',29,0);
INSERT INTO "metrics" VALUES('prune/val_loss',3.10474663972854614257e-01,1796073342928,'fcc69bcd174c4239a90bb4562e747b50',29,0);
INSERT INTO "metrics" VALUES('prune/val_accuracy',1.0,1796073342928,'fcc69bcd174c4239a90bb4562e747b50',29,0);
INSERT INTO "metrics" VALUES('prune/learning_rate',1.30450371216284111142e-06,1796073342928,'fcc69bcd174c4239a90bb4562e747b50',29,0);
INSERT INTO "metrics" VALUES('float/n',2.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('float/errors',0.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('float/accuracy',1.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('float/accuracy_lower_95',1.5811388300839304688e-01,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('float/accuracy_upper_95',1.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('float/recall/up',1.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('float/recall/down',1.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('float/correct_above_threshold',1.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('float/wrong_above_threshold',0.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('pruned/n',2.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('pruned/errors',0.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('pruned/accuracy',1.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('pruned/accuracy_lower_95',1.5811388300839304688e-01,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('pruned/accuracy_upper_95',1.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('pruned/recall/up',1.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('pruned/recall/down',1.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('pruned/correct_above_threshold',1.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('pruned/wrong_above_threshold',0.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('tflite/n',2.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('tflite/errors',0.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('tflite/accuracy',1.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('tflite/accuracy_lower_95',1.5811388300839304688e-01,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('tflite/accuracy_upper_95',1.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('tflite/recall/up',1.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('tflite/recall/down',1.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('tflite/correct_above_threshold',1.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('tflite/wrong_above_threshold',0.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('tflite/size_bytes',4368.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('tflite/zip_bytes',2094.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('background/exposure_s',1800.5,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('background/accepts',3509.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('background/per_hour',7.01605109691752295468e+03,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('background/per_hour_upper_95',7.2140260301008747772e+03,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/n',2.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/core',1.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/errors',0.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/accuracy',1.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/agreement/n',2.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/agreement/same',2.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/agreement/max_steps',0.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/front_end/median',0.061024,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/front_end/p90',0.2119519,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/front_end/p95',0.21760395,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/front_end/p99',0.22212559,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/front_end/max',0.223256,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/invoke/median',0.017532,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/invoke/p90',1.03866699999999992365e-01,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/invoke/p95',1.07436849999999986526e-01,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/invoke/p99',1.10292969999999990182e-01,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/invoke/max',0.111007,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/total/median',0.078517,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/total/p90',0.3158186,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/total/p95',3.25040799999999963088e-01,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/total/p99',0.33241856,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/latency_ms/total/max',0.334263,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/windows/spread',9.13165301781779792378e-01,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/cold_start_ms',1133.915022,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/model_load_ms',9.561223,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/peak_memory_bytes',1054326784.0,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/other_cpu_share',8.66419622726875116036e-01,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/health/before/load_1min',10.7265625,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
INSERT INTO "metrics" VALUES('device/health/after/load_1min',10.7265625,1796073371107,'fcc69bcd174c4239a90bb4562e747b50',0,0);
CREATE TABLE "model_definitions" (
	model_definition_id VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	secret_id VARCHAR(36), 
	provider VARCHAR(64) NOT NULL, 
	model_name VARCHAR(256) NOT NULL, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT model_definitions_pk PRIMARY KEY (model_definition_id), 
	CONSTRAINT fk_model_definitions_secret_id FOREIGN KEY(secret_id) REFERENCES secrets (secret_id) ON DELETE SET NULL, 
	CONSTRAINT uq_model_definitions_workspace_name UNIQUE (workspace, name)
);
CREATE TABLE "model_version_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value TEXT, 
	name VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT model_version_tag_pk PRIMARY KEY (workspace, "key", name, version), 
	CONSTRAINT fk_model_version_tags_model_versions FOREIGN KEY(workspace, name, version) REFERENCES model_versions (workspace, name, version) ON UPDATE CASCADE
);
INSERT INTO "model_version_tags" VALUES('blessed','true','keyword-spotter',1,'default');
INSERT INTO "model_version_tags" VALUES('content_sha256','1982ddb180ccf412002daa8973c90bfad8c9ea97cdd14399b4bae114ee9df2b8','keyword-spotter',1,'default');
INSERT INTO "model_version_tags" VALUES('data_sha256','51e3fc1a1e8629750342fd52180a9877d002511388f93638b9002d670b4065f1','keyword-spotter',1,'default');
INSERT INTO "model_version_tags" VALUES('device_kind','local','keyword-spotter',1,'default');
INSERT INTO "model_version_tags" VALUES('front_end_sha256','54c631cbff5829e68bd7a924aa2451e391c893736d73a44ccf44072f28e471c3','keyword-spotter',1,'default');
INSERT INTO "model_version_tags" VALUES('git_commit','c2e8705ab1291cbbb478ce141a1c3a6ec46e3647','keyword-spotter',1,'default');
INSERT INTO "model_version_tags" VALUES('model_sha256','5505054a3ce5801cb455de5752520acab4042d8fbb35aab728eb9f02ca5fc732','keyword-spotter',1,'default');
INSERT INTO "model_version_tags" VALUES('params_sha256','5075765237971947fe53f2a6c0b7ba79f1a03d6d555b6b0957cc5acba47308e4','keyword-spotter',1,'default');
INSERT INTO "model_version_tags" VALUES('source_commit','c2e8705ab1291cbbb478ce141a1c3a6ec46e3647','keyword-spotter',1,'default');
INSERT INTO "model_version_tags" VALUES('verdict_sha256','e2457d4d996e007235a96ec42241cda3d322ee1e81b80f5d21bd4b704cd6f153','keyword-spotter',1,'default');
INSERT INTO "model_version_tags" VALUES('accuracy','1','keyword-spotter',1,'default');
INSERT INTO "model_version_tags" VALUES('accuracy_lower_95','0.158114','keyword-spotter',1,'default');
INSERT INTO "model_version_tags" VALUES('size_bytes','4368','keyword-spotter',1,'default');
INSERT INTO "model_version_tags" VALUES('latency_ms_median','0.113156','keyword-spotter',1,'default');
INSERT INTO "model_version_tags" VALUES('latency_ms_p99','0.186309','keyword-spotter',1,'default');
INSERT INTO "model_version_tags" VALUES('registered_as','challenger','keyword-spotter',1,'default');
INSERT INTO "model_version_tags" VALUES('proposed_by','person@vm','keyword-spotter',1,'default');
INSERT INTO "model_version_tags" VALUES('blessed','true','keyword-spotter',2,'default');
INSERT INTO "model_version_tags" VALUES('content_sha256','9cc69722a4a584cf9c224d10227987327887f8573ef44efd3693289d853eb470','keyword-spotter',2,'default');
INSERT INTO "model_version_tags" VALUES('data_sha256','51e3fc1a1e8629750342fd52180a9877d002511388f93638b9002d670b4065f1','keyword-spotter',2,'default');
INSERT INTO "model_version_tags" VALUES('device_kind','local','keyword-spotter',2,'default');
INSERT INTO "model_version_tags" VALUES('front_end_sha256','54c631cbff5829e68bd7a924aa2451e391c893736d73a44ccf44072f28e471c3','keyword-spotter',2,'default');
INSERT INTO "model_version_tags" VALUES('git_commit','c2e8705ab1291cbbb478ce141a1c3a6ec46e3647','keyword-spotter',2,'default');
INSERT INTO "model_version_tags" VALUES('model_sha256','39a81ae2d9f4cabf2178ee052e70d42161600505c2ed0e88d650b8a7816dbd81','keyword-spotter',2,'default');
INSERT INTO "model_version_tags" VALUES('params_sha256','3a7c65ecfa03203405587cd50933ed48ea25db748b5acc6a2ebaa88a9da8a058','keyword-spotter',2,'default');
INSERT INTO "model_version_tags" VALUES('source_commit','c2e8705ab1291cbbb478ce141a1c3a6ec46e3647','keyword-spotter',2,'default');
INSERT INTO "model_version_tags" VALUES('verdict_sha256','5679b5d512f9697cdf7f8a8eb825da8997691fbfc3256a885e88503ea431aaa3','keyword-spotter',2,'default');
INSERT INTO "model_version_tags" VALUES('accuracy','1','keyword-spotter',2,'default');
INSERT INTO "model_version_tags" VALUES('accuracy_lower_95','0.158114','keyword-spotter',2,'default');
INSERT INTO "model_version_tags" VALUES('size_bytes','4368','keyword-spotter',2,'default');
INSERT INTO "model_version_tags" VALUES('latency_ms_median','0.078517','keyword-spotter',2,'default');
INSERT INTO "model_version_tags" VALUES('latency_ms_p99','0.332419','keyword-spotter',2,'default');
INSERT INTO "model_version_tags" VALUES('registered_as','challenger','keyword-spotter',2,'default');
CREATE TABLE "model_versions" (
	name VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	creation_time BIGINT, 
	last_updated_time BIGINT, 
	description VARCHAR(5000), 
	user_id VARCHAR(256), 
	current_stage VARCHAR(20), 
	source VARCHAR(500), 
	run_id VARCHAR(32), 
	status VARCHAR(20), 
	status_message VARCHAR(500), 
	run_link VARCHAR(500), 
	storage_location VARCHAR(500), 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT model_version_pk PRIMARY KEY (workspace, name, version), 
	CONSTRAINT fk_model_versions_registered_models FOREIGN KEY(workspace, name) REFERENCES registered_models (workspace, name) ON UPDATE CASCADE
);
INSERT INTO "model_versions" VALUES('keyword-spotter',1,1796073307682,1796073307682,'# Keyword spotter: up, down

**Blessed.**

| | figure | the gate asks | |
|---|---|---|---|
| Accuracy | 100 % | at least 0 %; at least 0 % at the lower end of the 95 % interval | passed |
| Size | 4,368 B | below 50,000 B | passed |
| Latency | 0.113 ms | below 1e+04 ms at the median; below 1e+04 ms at the 99th percentile | passed |

Latency: AMD EPYC: the machine of the workflow, not a Raspberry Pi.

## Use

A clip of at most a second at 16 kHz → up or down, with the probability of each. An answer is meant
to be acted on from a probability of 0.99.

It always gives one of these answers: a sound unlike anything below may get any of them.

## Quality

On 2 test clips of speakers that training did not hear:

| form | accuracy | 95 % interval | errors | right and acted on |
|---|---|---|---|---|
| float | 100 % | 15.81 % – 100 % | 0 | 100 % |
| pruned | 100 % | 15.81 % – 100 % | 0 | 100 % |
| tflite | 100 % | 15.81 % – 100 % | 0 | 100 % |

Recall of the TFLite form: up 100 %, down 100 %.

## Data

62 clips of 31 speakers: chirps. Licence: not stated.
training 48, validation 12, test 2.

## Provenance

- model `5505054a3ce5801cb455de5752520acab4042d8fbb35aab728eb9f02ca5fc732`
- data `51e3fc1a1e8629750342fd52180a9877d002511388f93638b9002d670b4065f1`
- params `5075765237971947fe53f2a6c0b7ba79f1a03d6d555b6b0957cc5acba47308e4`
- front end `54c631cbff5829e68bd7a924aa2451e391c893736d73a44ccf44072f28e471c3`
- commit `c2e8705ab1291cbbb478ce141a1c3a6ec46e3647`
',NULL,'None','models:/m-d28ca27dfbc04e8aa424f2d9a15b3560','fbe34734f28a4184ae70720d2a989107','READY',NULL,NULL,'file:///home/person/keyword-spotter/.mlflow/artifacts/models/m-d28ca27dfbc04e8aa424f2d9a15b3560/artifacts','default');
INSERT INTO "model_versions" VALUES('keyword-spotter',2,1796073371835,1796073371835,'# Keyword spotter: up, down

**Blessed.**

| | figure | the gate asks | |
|---|---|---|---|
| Accuracy | 100 % | at least 0 %; at least 0 % at the lower end of the 95 % interval | passed |
| Size | 4,368 B | below 50,000 B | passed |
| Latency | 0.0785 ms | below 1e+04 ms at the median; below 1e+04 ms at the 99th percentile | passed |

Latency: AMD EPYC: the machine of the workflow, not a Raspberry Pi.

## Use

A clip of at most a second at 16 kHz → up or down, with the probability of each. An answer is meant
to be acted on from a probability of 0.99.

It always gives one of these answers: a sound unlike anything below may get any of them.

## Quality

On 2 test clips of speakers that training did not hear:

| form | accuracy | 95 % interval | errors | right and acted on |
|---|---|---|---|---|
| float | 100 % | 15.81 % – 100 % | 0 | 100 % |
| pruned | 100 % | 15.81 % – 100 % | 0 | 100 % |
| tflite | 100 % | 15.81 % – 100 % | 0 | 100 % |

Recall of the TFLite form: up 100 %, down 100 %.

## Data

62 clips of 31 speakers: chirps. Licence: not stated.
training 48, validation 12, test 2.

## Provenance

- model `39a81ae2d9f4cabf2178ee052e70d42161600505c2ed0e88d650b8a7816dbd81`
- data `51e3fc1a1e8629750342fd52180a9877d002511388f93638b9002d670b4065f1`
- params `3a7c65ecfa03203405587cd50933ed48ea25db748b5acc6a2ebaa88a9da8a058`
- front end `54c631cbff5829e68bd7a924aa2451e391c893736d73a44ccf44072f28e471c3`
- commit `c2e8705ab1291cbbb478ce141a1c3a6ec46e3647`
',NULL,'None','models:/m-d976ba5da6b941f78200118df676810f','fcc69bcd174c4239a90bb4562e747b50','READY',NULL,NULL,'file:///home/person/keyword-spotter/.mlflow/artifacts/models/m-d976ba5da6b941f78200118df676810f/artifacts','default');
CREATE TABLE online_scoring_configs (
	online_scoring_config_id VARCHAR(36) NOT NULL, 
	scorer_id VARCHAR(36) NOT NULL, 
	sample_rate FLOAT NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	filter_string TEXT, 
	CONSTRAINT online_scoring_config_pk PRIMARY KEY (online_scoring_config_id), 
	CONSTRAINT fk_online_scoring_configs_scorer_id FOREIGN KEY(scorer_id) REFERENCES scorers (scorer_id) ON DELETE CASCADE, 
	CONSTRAINT fk_online_scoring_configs_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
CREATE TABLE "params" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES('ingest.source','chirps','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('preprocess.features','log_mel','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('preprocess.frame_length_ms','32.0','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('preprocess.frame_step_ms','26.0','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('preprocess.frame_folds','2','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('preprocess.num_mel_bins','32','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('preprocess.mel_min_hz','40.0','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('preprocess.mel_max_hz','7600.0','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('preprocess.num_mfcc','10','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('preprocess.augmentation.copies','0','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('preprocess.augmentation.max_speed_percent','10.0','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('preprocess.augmentation.max_shift_ms','100.0','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('preprocess.augmentation.max_gain_db','6.0','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('preprocess.augmentation.min_snr_db','5.0','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('preprocess.augmentation.max_snr_db','30.0','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('preprocess.augmentation.background_share','0.0','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('preprocess.augmentation.seed','1','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('train.architecture','temporal','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('train.alpha','0.25','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('train.branches','1','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('train.optimizer','adamw','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('train.weight_decay','0.1','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('train.schedule','cosine','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('train.mask_frames','6','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('train.mask_features','6','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('train.batch_size','8','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('train.learning_rate','0.004','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('train.end_learning_rate','1e-06','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('train.epochs','30','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('train.calibration','temperature','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('train.seed','1','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('convert.quantization','int8','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('convert.granularity','per_tensor','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('convert.flatbuffer','minimal','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('convert.representative_examples','200','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('convert.action_threshold','0.99','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('convert.seed','1','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('evaluate.threshold_steps','100','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('validate.device.kind','local','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('validate.device.targets','[]','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('validate.device.allow_governor','false','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('validate.warmup_clips','20','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('validate.windows','5','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('validate.window_s','0.01','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('validate.max_spread','0.1','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('validate.timeout_s','600.0','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('gate.min_accuracy','0.0','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('gate.min_accuracy_lower_95','0.0','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('gate.max_size_bytes','50000','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('gate.max_latency_median_ms','10000.0','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('gate.max_latency_p99_ms','10000.0','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "params" VALUES('move','promote','1ccc50796dd2414ea34fdcdd10aec75e');
INSERT INTO "params" VALUES('model','keyword-spotter','1ccc50796dd2414ea34fdcdd10aec75e');
INSERT INTO "params" VALUES('alias','champion','1ccc50796dd2414ea34fdcdd10aec75e');
INSERT INTO "params" VALUES('came_from','','1ccc50796dd2414ea34fdcdd10aec75e');
INSERT INTO "params" VALUES('went_to','1','1ccc50796dd2414ea34fdcdd10aec75e');
INSERT INTO "params" VALUES('who','person@vm','1ccc50796dd2414ea34fdcdd10aec75e');
INSERT INTO "params" VALUES('why','the first that hears both words','1ccc50796dd2414ea34fdcdd10aec75e');
INSERT INTO "params" VALUES('when','2026-11-30T21:15:08+00:00','1ccc50796dd2414ea34fdcdd10aec75e');
INSERT INTO "params" VALUES('model_sha256','5505054a3ce5801cb455de5752520acab4042d8fbb35aab728eb9f02ca5fc732','1ccc50796dd2414ea34fdcdd10aec75e');
INSERT INTO "params" VALUES('content_sha256','1982ddb180ccf412002daa8973c90bfad8c9ea97cdd14399b4bae114ee9df2b8','1ccc50796dd2414ea34fdcdd10aec75e');
INSERT INTO "params" VALUES('verdict_sha256','e2457d4d996e007235a96ec42241cda3d322ee1e81b80f5d21bd4b704cd6f153','1ccc50796dd2414ea34fdcdd10aec75e');
INSERT INTO "params" VALUES('comparison','','1ccc50796dd2414ea34fdcdd10aec75e');
INSERT INTO "params" VALUES('waiver','--accept local','1ccc50796dd2414ea34fdcdd10aec75e');
INSERT INTO "params" VALUES('before','','1ccc50796dd2414ea34fdcdd10aec75e');
INSERT INTO "params" VALUES('sha256','b33e2c5b5caf40cd838acb67ce0e0468128590a544afd9b417a887bb899b9ac6','1ccc50796dd2414ea34fdcdd10aec75e');
INSERT INTO "params" VALUES('ingest.source','chirps','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('preprocess.features','log_mel','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('preprocess.frame_length_ms','32.0','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('preprocess.frame_step_ms','26.0','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('preprocess.frame_folds','2','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('preprocess.num_mel_bins','32','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('preprocess.mel_min_hz','40.0','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('preprocess.mel_max_hz','7600.0','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('preprocess.num_mfcc','10','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('preprocess.augmentation.copies','0','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('preprocess.augmentation.max_speed_percent','10.0','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('preprocess.augmentation.max_shift_ms','100.0','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('preprocess.augmentation.max_gain_db','6.0','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('preprocess.augmentation.min_snr_db','5.0','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('preprocess.augmentation.max_snr_db','30.0','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('preprocess.augmentation.background_share','0.0','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('preprocess.augmentation.seed','1','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('train.architecture','temporal','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('train.alpha','0.25','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('train.branches','1','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('train.optimizer','adamw','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('train.weight_decay','0.1','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('train.schedule','cosine','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('train.mask_frames','6','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('train.mask_features','6','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('train.batch_size','8','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('train.learning_rate','0.004','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('train.end_learning_rate','1e-06','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('train.epochs','30','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('train.calibration','temperature','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('train.seed','2','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('convert.quantization','int8','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('convert.granularity','per_tensor','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('convert.flatbuffer','minimal','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('convert.representative_examples','200','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('convert.action_threshold','0.99','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('convert.seed','1','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('evaluate.threshold_steps','100','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('validate.device.kind','local','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('validate.device.targets','[]','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('validate.device.allow_governor','false','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('validate.warmup_clips','20','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('validate.windows','5','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('validate.window_s','0.01','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('validate.max_spread','0.1','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('validate.timeout_s','600.0','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('gate.min_accuracy','0.0','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('gate.min_accuracy_lower_95','0.0','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('gate.max_size_bytes','50000','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('gate.max_latency_median_ms','10000.0','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "params" VALUES('gate.max_latency_p99_ms','10000.0','fcc69bcd174c4239a90bb4562e747b50');
CREATE TABLE "registered_model_aliases" (
	alias VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT registered_model_alias_pk PRIMARY KEY (workspace, name, alias), 
	CONSTRAINT fk_registered_model_aliases_registered_models FOREIGN KEY(workspace, name) REFERENCES registered_models (workspace, name) ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "registered_model_aliases" VALUES('challenger',2,'keyword-spotter','default');
INSERT INTO "registered_model_aliases" VALUES('champion',1,'keyword-spotter','default');
CREATE TABLE "registered_model_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	name VARCHAR(256) NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT registered_model_tag_pk PRIMARY KEY (workspace, "key", name), 
	CONSTRAINT fk_registered_model_tags_registered_models FOREIGN KEY(workspace, name) REFERENCES registered_models (workspace, name) ON UPDATE CASCADE
);
CREATE TABLE "registered_models" (
	name VARCHAR(256) NOT NULL, 
	creation_time BIGINT, 
	last_updated_time BIGINT, 
	description VARCHAR(5000), 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT registered_model_pk PRIMARY KEY (workspace, name)
);
INSERT INTO "registered_models" VALUES('keyword-spotter',1796073307623,1796073371835,NULL,'default');
CREATE TABLE review_queue_items (
	queue_id VARCHAR(36) NOT NULL, 
	item_type VARCHAR(16) NOT NULL, 
	item_id VARCHAR(50) NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	completed_by VARCHAR(250), 
	completed_time_ms BIGINT, 
	creation_time_ms BIGINT NOT NULL, 
	last_update_time_ms BIGINT NOT NULL, 
	CONSTRAINT review_queue_items_pk PRIMARY KEY (queue_id, item_id), 
	CONSTRAINT fk_review_queue_items_queue_id FOREIGN KEY(queue_id) REFERENCES review_queues (queue_id) ON DELETE CASCADE
);
CREATE TABLE review_queue_label_schemas (
	queue_id VARCHAR(36) NOT NULL, 
	schema_id VARCHAR(36) NOT NULL, 
	CONSTRAINT review_queue_label_schemas_pk PRIMARY KEY (queue_id, schema_id), 
	CONSTRAINT fk_review_queue_label_schemas_queue_id FOREIGN KEY(queue_id) REFERENCES review_queues (queue_id) ON DELETE CASCADE
);
CREATE TABLE review_queue_users (
	queue_id VARCHAR(36) NOT NULL, 
	user_id VARCHAR(250) NOT NULL, 
	CONSTRAINT review_queue_users_pk PRIMARY KEY (queue_id, user_id), 
	CONSTRAINT fk_review_queue_users_queue_id FOREIGN KEY(queue_id) REFERENCES review_queues (queue_id) ON DELETE CASCADE
);
CREATE TABLE review_queues (
	queue_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(250) NOT NULL, 
	queue_type VARCHAR(16) NOT NULL, 
	created_by VARCHAR(255), 
	creation_time_ms BIGINT NOT NULL, 
	last_update_time_ms BIGINT NOT NULL, 
	name_key VARCHAR(250) NOT NULL, 
	CONSTRAINT review_queues_pk PRIMARY KEY (queue_id), 
	CONSTRAINT fk_review_queues_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE, 
	CONSTRAINT uq_review_queues_experiment_name_key UNIQUE (experiment_id, name_key)
);
CREATE TABLE "runs" (
	run_uuid VARCHAR(32) NOT NULL, 
	name VARCHAR(250), 
	source_type VARCHAR(20), 
	source_name VARCHAR(500), 
	entry_point_name VARCHAR(50), 
	user_id VARCHAR(256), 
	status VARCHAR(9), 
	start_time BIGINT, 
	end_time BIGINT, 
	source_version VARCHAR(50), 
	lifecycle_stage VARCHAR(20), 
	artifact_uri VARCHAR(200), 
	experiment_id INTEGER, deleted_time BIGINT, 
	CONSTRAINT run_pk PRIMARY KEY (run_uuid), 
	CONSTRAINT source_type CHECK (source_type IN ('NOTEBOOK', 'JOB', 'LOCAL', 'UNKNOWN', 'PROJECT')), 
	CONSTRAINT runs_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CHECK (status IN ('SCHEDULED', 'FAILED', 'FINISHED', 'RUNNING', 'KILLED'))
);
INSERT INTO "runs" VALUES('fbe34734f28a4184ae70720d2a989107','chill-owl-867','UNKNOWN','','','person','FINISHED',1796073302659,1796073305656,'','active','file:///home/person/keyword-spotter/.mlflow/artifacts/fbe34734f28a4184ae70720d2a989107/artifacts',1,NULL);
INSERT INTO "runs" VALUES('1ccc50796dd2414ea34fdcdd10aec75e','promote keyword-spotter: champion nowhere → 1','UNKNOWN','','','unknown','FINISHED',1796073308441,1796073308786,'','active','file:///home/person/keyword-spotter/.mlflow/artifacts/1ccc50796dd2414ea34fdcdd10aec75e/artifacts',2,NULL);
INSERT INTO "runs" VALUES('fcc69bcd174c4239a90bb4562e747b50','bald-calf-86','UNKNOWN','','','person','FINISHED',1796073370528,1796073371453,'','active','file:///home/person/keyword-spotter/.mlflow/artifacts/fcc69bcd174c4239a90bb4562e747b50/artifacts',1,NULL);
CREATE TABLE scheduler_leases (
	lease_key VARCHAR(255) NOT NULL, 
	acquired_at BIGINT NOT NULL, 
	ttl_seconds INTEGER NOT NULL, 
	CONSTRAINT scheduler_leases_pk PRIMARY KEY (lease_key)
);
CREATE TABLE scorer_versions (
	scorer_id VARCHAR(36) NOT NULL, 
	scorer_version INTEGER NOT NULL, 
	serialized_scorer TEXT NOT NULL, 
	creation_time BIGINT, 
	CONSTRAINT scorer_version_pk PRIMARY KEY (scorer_id, scorer_version), 
	CONSTRAINT fk_scorer_versions_scorer_id FOREIGN KEY(scorer_id) REFERENCES scorers (scorer_id) ON DELETE CASCADE
);
CREATE TABLE scorers (
	experiment_id INTEGER NOT NULL, 
	scorer_name VARCHAR(256) NOT NULL, 
	scorer_id VARCHAR(36) NOT NULL, 
	CONSTRAINT scorer_pk PRIMARY KEY (scorer_id), 
	CONSTRAINT fk_scorers_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
CREATE TABLE "secrets" (
	secret_id VARCHAR(36) NOT NULL, 
	secret_name VARCHAR(255) NOT NULL, 
	encrypted_value BLOB NOT NULL, 
	wrapped_dek BLOB NOT NULL, 
	kek_version INTEGER NOT NULL, 
	masked_value VARCHAR(500) NOT NULL, 
	provider VARCHAR(64), 
	auth_config TEXT, 
	description TEXT, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT secrets_pk PRIMARY KEY (secret_id), 
	CONSTRAINT uq_secrets_workspace_secret_name UNIQUE (workspace, secret_name)
);
CREATE TABLE span_metrics (
	trace_id VARCHAR(50) NOT NULL, 
	span_id VARCHAR(50) NOT NULL, 
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT, 
	CONSTRAINT span_metrics_pk PRIMARY KEY (trace_id, span_id, "key"), 
	CONSTRAINT fk_span_metrics_span FOREIGN KEY(trace_id, span_id) REFERENCES spans (trace_id, span_id) ON DELETE CASCADE
);
CREATE TABLE "spans" (
	trace_id VARCHAR(50) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	span_id VARCHAR(50) NOT NULL, 
	parent_span_id VARCHAR(50), 
	name TEXT, 
	type VARCHAR(500), 
	status VARCHAR(50) NOT NULL, 
	start_time_unix_nano BIGINT NOT NULL, 
	end_time_unix_nano BIGINT, 
	duration_ns BIGINT GENERATED ALWAYS AS (end_time_unix_nano - start_time_unix_nano) STORED, 
	content TEXT NOT NULL, 
	input_cost FLOAT, 
	output_cost FLOAT, 
	total_cost FLOAT, 
	model_name VARCHAR(500), 
	model_provider VARCHAR(500), 
	CONSTRAINT spans_pk PRIMARY KEY (trace_id, span_id), 
	CONSTRAINT fk_spans_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_spans_trace_id FOREIGN KEY(trace_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
CREATE TABLE sql_assessment_daily_rollups (
	id INTEGER NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	rollup_day DATE NOT NULL, 
	metric_name VARCHAR(250) NOT NULL, 
	grouping_set VARCHAR(50) NOT NULL, 
	sample_count BIGINT NOT NULL, 
	sum_value FLOAT, 
	min_value FLOAT, 
	max_value FLOAT, 
	CONSTRAINT sql_assessment_daily_rollups_pk PRIMARY KEY (id)
);
CREATE TABLE sql_span_cost_daily_rollups (
	id INTEGER NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	rollup_day DATE NOT NULL, 
	metric_name VARCHAR(250) NOT NULL, 
	grouping_set VARCHAR(50) NOT NULL, 
	model_name VARCHAR(500), 
	model_provider VARCHAR(500), 
	sample_count BIGINT NOT NULL, 
	sum_value FLOAT, 
	min_value FLOAT, 
	max_value FLOAT, 
	CONSTRAINT sql_span_cost_daily_rollups_pk PRIMARY KEY (id)
);
CREATE TABLE sql_trace_metric_daily_rollups (
	id INTEGER NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	rollup_day DATE NOT NULL, 
	metric_name VARCHAR(250) NOT NULL, 
	grouping_set VARCHAR(50) NOT NULL, 
	trace_status VARCHAR(50), 
	sample_count BIGINT NOT NULL, 
	sum_value FLOAT, 
	min_value FLOAT, 
	max_value FLOAT, 
	p50_value FLOAT, 
	p90_value FLOAT, 
	p99_value FLOAT, 
	CONSTRAINT sql_trace_metric_daily_rollups_pk PRIMARY KEY (id)
);
CREATE TABLE sql_trace_rollup_rebuild_queue (
	experiment_id INTEGER NOT NULL, 
	rollup_day DATE NOT NULL, 
	rollup_family VARCHAR(50) NOT NULL, 
	CONSTRAINT sql_trace_rollup_rebuild_queue_pk PRIMARY KEY (experiment_id, rollup_day, rollup_family)
);
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES('mlflow.user','person','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "tags" VALUES('mlflow.source.name','-c','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "tags" VALUES('blessed','true','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "tags" VALUES('content_sha256','1982ddb180ccf412002daa8973c90bfad8c9ea97cdd14399b4bae114ee9df2b8','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "tags" VALUES('data_sha256','51e3fc1a1e8629750342fd52180a9877d002511388f93638b9002d670b4065f1','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "tags" VALUES('device_kind','local','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "tags" VALUES('front_end_sha256','54c631cbff5829e68bd7a924aa2451e391c893736d73a44ccf44072f28e471c3','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "tags" VALUES('git_commit','c2e8705ab1291cbbb478ce141a1c3a6ec46e3647','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "tags" VALUES('git_dirty','false','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "tags" VALUES('model_sha256','5505054a3ce5801cb455de5752520acab4042d8fbb35aab728eb9f02ca5fc732','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "tags" VALUES('params_sha256','5075765237971947fe53f2a6c0b7ba79f1a03d6d555b6b0957cc5acba47308e4','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "tags" VALUES('source_commit','c2e8705ab1291cbbb478ce141a1c3a6ec46e3647','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "tags" VALUES('verdict_sha256','e2457d4d996e007235a96ec42241cda3d322ee1e81b80f5d21bd4b704cd6f153','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "tags" VALUES('mlflow.runName','chill-owl-867','fbe34734f28a4184ae70720d2a989107');
INSERT INTO "tags" VALUES('mlflow.runName','promote keyword-spotter: champion nowhere → 1','1ccc50796dd2414ea34fdcdd10aec75e');
INSERT INTO "tags" VALUES('mlflow.user','person','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "tags" VALUES('mlflow.source.name','-c','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "tags" VALUES('blessed','true','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "tags" VALUES('content_sha256','9cc69722a4a584cf9c224d10227987327887f8573ef44efd3693289d853eb470','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "tags" VALUES('data_sha256','51e3fc1a1e8629750342fd52180a9877d002511388f93638b9002d670b4065f1','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "tags" VALUES('device_kind','local','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "tags" VALUES('front_end_sha256','54c631cbff5829e68bd7a924aa2451e391c893736d73a44ccf44072f28e471c3','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "tags" VALUES('git_commit','c2e8705ab1291cbbb478ce141a1c3a6ec46e3647','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "tags" VALUES('git_dirty','false','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "tags" VALUES('model_sha256','39a81ae2d9f4cabf2178ee052e70d42161600505c2ed0e88d650b8a7816dbd81','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "tags" VALUES('params_sha256','3a7c65ecfa03203405587cd50933ed48ea25db748b5acc6a2ebaa88a9da8a058','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "tags" VALUES('source_commit','c2e8705ab1291cbbb478ce141a1c3a6ec46e3647','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "tags" VALUES('verdict_sha256','5679b5d512f9697cdf7f8a8eb825da8997691fbfc3256a885e88503ea431aaa3','fcc69bcd174c4239a90bb4562e747b50');
INSERT INTO "tags" VALUES('mlflow.runName','bald-calf-86','fcc69bcd174c4239a90bb4562e747b50');
CREATE TABLE "trace_info" (
	request_id VARCHAR(50) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	timestamp_ms BIGINT NOT NULL, 
	execution_time_ms BIGINT, 
	status VARCHAR(50) NOT NULL, 
	client_request_id VARCHAR(50), 
	request_preview VARCHAR(1000), 
	response_preview VARCHAR(1000), 
	db_payload_generation INTEGER DEFAULT '0' NOT NULL, trace_name VARCHAR(4096), session_id VARCHAR(250), input_tokens BIGINT, output_tokens BIGINT, total_tokens BIGINT, cache_read_input_tokens BIGINT, cache_creation_input_tokens BIGINT, cache_creation_input_tokens_above_1hr BIGINT, input_cost FLOAT, output_cost FLOAT, total_cost FLOAT, 
	CONSTRAINT trace_info_pk PRIMARY KEY (request_id), 
	CONSTRAINT fk_trace_info_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
CREATE TABLE trace_metrics (
	request_id VARCHAR(50) NOT NULL, 
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT, 
	CONSTRAINT trace_metrics_pk PRIMARY KEY (request_id, "key"), 
	CONSTRAINT fk_trace_metrics_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
CREATE TABLE "trace_request_metadata" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_request_metadata_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_request_metadata_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
CREATE TABLE "trace_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_tag_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_tags_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
CREATE TABLE webhook_events (
	webhook_id VARCHAR(256) NOT NULL, 
	entity VARCHAR(50) NOT NULL, 
	action VARCHAR(50) NOT NULL, 
	CONSTRAINT webhook_event_pk PRIMARY KEY (webhook_id, entity, action), 
	FOREIGN KEY(webhook_id) REFERENCES webhooks (webhook_id) ON DELETE cascade
);
CREATE TABLE "webhooks" (
	webhook_id VARCHAR(256) NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	description VARCHAR(1000), 
	url VARCHAR(500) NOT NULL, 
	status VARCHAR(20) DEFAULT 'ACTIVE' NOT NULL, 
	secret VARCHAR(1000), 
	creation_timestamp BIGINT, 
	last_updated_timestamp BIGINT, 
	deleted_timestamp BIGINT, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT webhook_pk PRIMARY KEY (webhook_id)
);
CREATE TABLE workspaces (
	name VARCHAR(63) NOT NULL, 
	description TEXT, 
	default_artifact_root TEXT, trace_archival_location TEXT, trace_archival_retention VARCHAR(32), 
	CONSTRAINT workspaces_pk PRIMARY KEY (name)
);
INSERT INTO "workspaces" VALUES('default','Default workspace for legacy resources',NULL,NULL,NULL);
CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
CREATE INDEX index_latest_metrics_run_uuid ON latest_metrics (run_uuid);
CREATE INDEX index_inputs_destination_type_destination_id_source_type ON inputs (destination_type, destination_id, source_type);
CREATE INDEX index_inputs_input_uuid ON inputs (input_uuid);
CREATE INDEX index_params_run_uuid ON params (run_uuid);
CREATE INDEX index_trace_tags_request_id ON trace_tags (request_id);
CREATE INDEX index_trace_request_metadata_request_id ON trace_request_metadata (request_id);
CREATE INDEX index_tags_run_uuid ON tags (run_uuid);
CREATE INDEX index_datasets_dataset_uuid ON datasets (dataset_uuid);
CREATE INDEX index_datasets_experiment_id_dataset_source_type ON datasets (experiment_id, dataset_source_type);
CREATE INDEX index_logged_model_metrics_model_id ON logged_model_metrics (model_id);
CREATE INDEX index_entity_associations_association_id ON entity_associations (association_id);
CREATE INDEX index_entity_associations_reverse_lookup ON entity_associations (destination_type, destination_id, source_type, source_id);
CREATE INDEX idx_webhook_events_entity ON webhook_events (entity);
CREATE INDEX idx_webhook_events_action ON webhook_events (action);
CREATE INDEX idx_webhook_events_entity_action ON webhook_events (entity, action);
CREATE UNIQUE INDEX index_scorers_experiment_id_scorer_name ON scorers (experiment_id, scorer_name);
CREATE INDEX index_scorer_versions_scorer_id ON scorer_versions (scorer_id);
CREATE INDEX index_evaluation_dataset_tags_dataset_id ON evaluation_dataset_tags (dataset_id);
CREATE INDEX index_evaluation_dataset_records_dataset_id ON evaluation_dataset_records (dataset_id);
CREATE INDEX index_endpoint_model_mappings_endpoint_id ON endpoint_model_mappings (endpoint_id);
CREATE INDEX index_endpoint_model_mappings_model_definition_id ON endpoint_model_mappings (model_definition_id);
CREATE INDEX index_endpoint_tags_endpoint_id ON endpoint_tags (endpoint_id);
CREATE INDEX index_trace_metrics_request_id ON trace_metrics (request_id);
CREATE UNIQUE INDEX unique_endpoint_model_linkage_mapping ON endpoint_model_mappings (endpoint_id, model_definition_id, linkage_type);
CREATE INDEX index_span_metrics_trace_id_span_id ON span_metrics (trace_id, span_id);
CREATE INDEX index_evaluation_datasets_created_time ON evaluation_datasets (created_time);
CREATE INDEX index_evaluation_datasets_name ON evaluation_datasets (name);
CREATE INDEX idx_webhooks_name ON webhooks (name);
CREATE INDEX idx_webhooks_status ON webhooks (status);
CREATE TRIGGER prevent_secrets_aad_mutation
BEFORE UPDATE ON secrets
FOR EACH ROW
WHEN OLD.secret_id != NEW.secret_id OR OLD.secret_name != NEW.secret_name
BEGIN
    SELECT RAISE(ABORT, 'secret_id and secret_name are immutable (used as AAD in encryption)');
END;
CREATE INDEX index_model_definitions_secret_id ON model_definitions (secret_id);
CREATE INDEX index_model_definitions_provider ON model_definitions (provider);
CREATE INDEX index_jobs_name_status_creation_time ON jobs (job_name, workspace, status, creation_time);
CREATE INDEX idx_experiments_workspace ON experiments (workspace);
CREATE INDEX idx_registered_models_workspace ON registered_models (workspace);
CREATE INDEX idx_experiments_workspace_creation_time ON experiments (workspace, creation_time);
CREATE INDEX idx_evaluation_datasets_workspace ON evaluation_datasets (workspace);
CREATE INDEX idx_webhooks_workspace ON webhooks (workspace);
CREATE INDEX idx_secrets_workspace ON secrets (workspace);
CREATE INDEX idx_endpoints_workspace ON endpoints (workspace);
CREATE INDEX idx_model_definitions_workspace ON model_definitions (workspace);
CREATE INDEX idx_budget_policies_workspace ON budget_policies (workspace);
CREATE INDEX index_issues_experiment_id ON issues (experiment_id);
CREATE INDEX index_issues_source_run_id ON issues (source_run_id);
CREATE INDEX index_issues_status ON issues (status);
CREATE INDEX index_metrics_run_uuid_key_step ON metrics (run_uuid, "key", step);
CREATE INDEX idx_guardrails_workspace ON guardrails (workspace);
CREATE INDEX idx_guardrails_scorer ON guardrails (scorer_id, scorer_version);
CREATE INDEX idx_guardrail_configs_endpoint_id ON guardrail_configs (endpoint_id);
CREATE INDEX idx_guardrail_configs_guardrail_id ON guardrail_configs (guardrail_id);
CREATE INDEX idx_model_version_tags_workspace_name_version ON model_version_tags (workspace, name, version);
CREATE INDEX idx_registered_model_tags_workspace_name ON registered_model_tags (workspace, name);
CREATE INDEX index_label_schemas_experiment_id ON label_schemas (experiment_id);
CREATE INDEX index_review_queues_experiment_id ON review_queues (experiment_id);
CREATE INDEX index_review_queue_users_user_id ON review_queue_users (user_id);
CREATE INDEX index_review_queue_items_queue_id_status ON review_queue_items (queue_id, status);
CREATE INDEX index_review_queue_items_item_id ON review_queue_items (item_id);
CREATE INDEX index_review_queue_label_schemas_schema_id ON review_queue_label_schemas (schema_id);
CREATE INDEX idx_mcp_server_versions_latest ON mcp_server_versions (workspace, name, status, version_major DESC, version_minor DESC, version_patch DESC);
CREATE INDEX ix_mcp_access_endpoints_server_name ON mcp_access_endpoints (workspace, server_name);
CREATE INDEX ix_mcp_access_endpoints_version ON mcp_access_endpoints (workspace, server_name, server_version);
CREATE INDEX ix_mcp_access_endpoints_alias ON mcp_access_endpoints (workspace, server_name, server_alias);
CREATE INDEX idx_budget_policies_target_value ON budget_policies (target_value);
CREATE INDEX index_trace_info_experiment_id_timestamp_ms ON trace_info (experiment_id, timestamp_ms);
CREATE INDEX index_trace_info_timestamp_ms_request_id ON trace_info (timestamp_ms, request_id);
CREATE INDEX index_assessments_run_id_created_timestamp ON assessments (run_id, created_timestamp);
CREATE INDEX index_assessments_last_updated_timestamp ON assessments (last_updated_timestamp);
CREATE INDEX index_assessments_assessment_type ON assessments (assessment_type);
CREATE INDEX index_assessments_trace_id_created_timestamp ON assessments (trace_id, created_timestamp);
CREATE INDEX index_spans_experiment_id_duration ON spans (experiment_id, duration_ns);
CREATE INDEX index_spans_experiment_id_status_type ON spans (experiment_id, status, type);
CREATE INDEX index_spans_experiment_id_start_time ON spans (experiment_id, start_time_unix_nano);
CREATE INDEX index_spans_experiment_id_type_status ON spans (experiment_id, type, status);
CREATE INDEX index_trace_info_experiment_id_session_id ON trace_info (experiment_id, session_id);
CREATE INDEX idx_trace_rollups_lookup ON sql_trace_metric_daily_rollups (experiment_id, rollup_day, metric_name, grouping_set, trace_status);
CREATE INDEX idx_span_cost_rollups_lookup ON sql_span_cost_daily_rollups (experiment_id, rollup_day, metric_name, grouping_set, model_name, model_provider);
CREATE INDEX idx_assessment_rollups_lookup ON sql_assessment_daily_rollups (experiment_id, rollup_day, metric_name, grouping_set);
CREATE INDEX idx_spans_cost_trace_time_cover ON spans (trace_id, start_time_unix_nano);
CREATE INDEX idx_spans_cost_exp_time_cover ON spans (experiment_id, start_time_unix_nano);
CREATE INDEX idx_assessments_exp_trace_ts ON assessments (experiment_id, trace_timestamp_ms);
CREATE INDEX idx_assessments_exp_trace_ts_name ON assessments (experiment_id, trace_timestamp_ms, name);
CREATE INDEX idx_assessments_exp_name_valid ON assessments (experiment_id, name, valid);
CREATE INDEX index_job_locks_job_id ON job_locks (job_id);
CREATE INDEX index_jobs_status_lease_expires_at ON jobs (status, lease_expires_at);
COMMIT;
