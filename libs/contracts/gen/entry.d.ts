import * as $protobuf from "protobufjs";
import Long = require("long");

/** Namespace berth. */
export namespace berth {

    /** Namespace log. */
    namespace log {

        /** Namespace v1. */
        namespace v1 {

            /**
             * Properties of an Entry.
             * @deprecated Use berth.log.v1.Entry.$Properties instead.
             */
            interface IEntry extends berth.log.v1.Entry.$Properties {
            }

            /** Represents an Entry. */
            class Entry {

                /**
                 * Constructs a new Entry.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.Entry.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Entry id. */
                id: string;

                /** Entry timeMs. */
                timeMs: number;

                /** Entry actor. */
                actor: string;

                /** Entry traces. */
                traces: string[];

                /** Entry level. */
                level: number;

                /** Entry leader. */
                leader?: (berth.log.v1.LeaderStamp.$Properties|null);

                /** Entry events. */
                events: berth.log.v1.Event.$Properties[];

                /** Entry validUntilMs. */
                validUntilMs: number;

                /**
                 * Encodes the specified Entry message. Does not implicitly {@link berth.log.v1.Entry.verify|verify} messages.
                 * @param message Entry message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.Entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Entry message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.Entry & berth.log.v1.Entry.$Shape} Entry
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.Entry & berth.log.v1.Entry.$Shape;

                /**
                 * Gets the type url for Entry
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace Entry {

                /** Properties of an Entry. */
                interface $Properties {

                    /** Entry id */
                    id?: (string|null);

                    /** Entry timeMs */
                    timeMs?: (number|null);

                    /** Entry actor */
                    actor?: (string|null);

                    /** Entry traces */
                    traces?: (string[]|null);

                    /** Entry level */
                    level?: (number|null);

                    /** Entry leader */
                    leader?: (berth.log.v1.LeaderStamp.$Properties|null);

                    /** Entry events */
                    events?: (berth.log.v1.Event.$Properties[]|null);

                    /** Entry validUntilMs */
                    validUntilMs?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Entry. */
                type $Shape = {
                  id?: string|null;
                  timeMs?: number|null;
                  actor?: string|null;
                  traces?: string[]|null;
                  level?: number|null;
                  leader?: berth.log.v1.LeaderStamp.$Shape|null;
                  events?: berth.log.v1.Event.$Shape[]|null;
                  validUntilMs?: number|null;
                  $unknowns?: Uint8Array[];
                };
            }

            /**
             * Properties of a LeaderStamp.
             * @deprecated Use berth.log.v1.LeaderStamp.$Properties instead.
             */
            interface ILeaderStamp extends berth.log.v1.LeaderStamp.$Properties {
            }

            /** Represents a LeaderStamp. */
            class LeaderStamp {

                /**
                 * Constructs a new LeaderStamp.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.LeaderStamp.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** LeaderStamp role. */
                role: string;

                /** LeaderStamp epoch. */
                epoch: number;

                /** LeaderStamp ordinal. */
                ordinal: number;

                /**
                 * Encodes the specified LeaderStamp message. Does not implicitly {@link berth.log.v1.LeaderStamp.verify|verify} messages.
                 * @param message LeaderStamp message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.LeaderStamp.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a LeaderStamp message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.LeaderStamp & berth.log.v1.LeaderStamp.$Shape} LeaderStamp
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.LeaderStamp & berth.log.v1.LeaderStamp.$Shape;

                /**
                 * Gets the type url for LeaderStamp
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace LeaderStamp {

                /** Properties of a LeaderStamp. */
                interface $Properties {

                    /** LeaderStamp role */
                    role?: (string|null);

                    /** LeaderStamp epoch */
                    epoch?: (number|null);

                    /** LeaderStamp ordinal */
                    ordinal?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a LeaderStamp. */
                type $Shape = berth.log.v1.LeaderStamp.$Properties;
            }

            /**
             * Properties of an Event.
             * @deprecated Use berth.log.v1.Event.$Properties instead.
             */
            interface IEvent extends berth.log.v1.Event.$Properties {
            }

            /** Represents an Event. */
            class Event {

                /**
                 * Constructs a new Event.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.Event.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Event leadershipTaken. */
                leadershipTaken?: (berth.log.v1.LeadershipTaken.$Properties|null);

                /** Event ticked. */
                ticked?: (berth.log.v1.Ticked.$Properties|null);

                /** Event levelRaised. */
                levelRaised?: (berth.log.v1.LevelRaised.$Properties|null);

                /** Event jobRegistered. */
                jobRegistered?: (berth.log.v1.JobRegistered.$Properties|null);

                /** Event jobDeregistered. */
                jobDeregistered?: (berth.log.v1.JobDeregistered.$Properties|null);

                /** Event jobEvaluationForced. */
                jobEvaluationForced?: (berth.log.v1.JobEvaluationForced.$Properties|null);

                /** Event jobScaled. */
                jobScaled?: (berth.log.v1.JobScaled.$Properties|null);

                /** Event nodeRegistered. */
                nodeRegistered?: (berth.log.v1.NodeRegistered.$Properties|null);

                /** Event nodesMarkedDown. */
                nodesMarkedDown?: (berth.log.v1.NodesMarkedDown.$Properties|null);

                /** Event nodeEligibilitySet. */
                nodeEligibilitySet?: (berth.log.v1.NodeEligibilitySet.$Properties|null);

                /** Event nodePurged. */
                nodePurged?: (berth.log.v1.NodePurged.$Properties|null);

                /** Event allocationsReported. */
                allocationsReported?: (berth.log.v1.AllocationsReported.$Properties|null);

                /** Event allocationsStopRequested. */
                allocationsStopRequested?: (berth.log.v1.AllocationsStopRequested.$Properties|null);

                /** Event plansCommitted. */
                plansCommitted?: (berth.log.v1.PlansCommitted.$Properties|null);

                /** Event objectsCollected. */
                objectsCollected?: (berth.log.v1.ObjectsCollected.$Properties|null);

                /** Event schedulerConfigured. */
                schedulerConfigured?: (berth.log.v1.SchedulerConfigured.$Properties|null);

                /** Event periodicJobLaunched. */
                periodicJobLaunched?: (berth.log.v1.PeriodicJobLaunched.$Properties|null);

                /** Event periodicLaunchesSkipped. */
                periodicLaunchesSkipped?: (berth.log.v1.PeriodicLaunchesSkipped.$Properties|null);

                /** Event periodicJobForced. */
                periodicJobForced?: (berth.log.v1.PeriodicJobForced.$Properties|null);

                /** Event jobDispatched. */
                jobDispatched?: (berth.log.v1.JobDispatched.$Properties|null);

                /** Event kind. */
                kind?: ("leadershipTaken"|"ticked"|"levelRaised"|"jobRegistered"|"jobDeregistered"|"jobEvaluationForced"|"jobScaled"|"nodeRegistered"|"nodesMarkedDown"|"nodeEligibilitySet"|"nodePurged"|"allocationsReported"|"allocationsStopRequested"|"plansCommitted"|"objectsCollected"|"schedulerConfigured"|"periodicJobLaunched"|"periodicLaunchesSkipped"|"periodicJobForced"|"jobDispatched");

                /**
                 * Encodes the specified Event message. Does not implicitly {@link berth.log.v1.Event.verify|verify} messages.
                 * @param message Event message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.Event.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Event message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.Event & berth.log.v1.Event.$Shape} Event
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.Event & berth.log.v1.Event.$Shape;

                /**
                 * Gets the type url for Event
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace Event {

                /** Properties of an Event. */
                interface $Properties {

                    /** Event leadershipTaken */
                    leadershipTaken?: (berth.log.v1.LeadershipTaken.$Properties|null);

                    /** Event ticked */
                    ticked?: (berth.log.v1.Ticked.$Properties|null);

                    /** Event levelRaised */
                    levelRaised?: (berth.log.v1.LevelRaised.$Properties|null);

                    /** Event jobRegistered */
                    jobRegistered?: (berth.log.v1.JobRegistered.$Properties|null);

                    /** Event jobDeregistered */
                    jobDeregistered?: (berth.log.v1.JobDeregistered.$Properties|null);

                    /** Event jobEvaluationForced */
                    jobEvaluationForced?: (berth.log.v1.JobEvaluationForced.$Properties|null);

                    /** Event jobScaled */
                    jobScaled?: (berth.log.v1.JobScaled.$Properties|null);

                    /** Event nodeRegistered */
                    nodeRegistered?: (berth.log.v1.NodeRegistered.$Properties|null);

                    /** Event nodesMarkedDown */
                    nodesMarkedDown?: (berth.log.v1.NodesMarkedDown.$Properties|null);

                    /** Event nodeEligibilitySet */
                    nodeEligibilitySet?: (berth.log.v1.NodeEligibilitySet.$Properties|null);

                    /** Event nodePurged */
                    nodePurged?: (berth.log.v1.NodePurged.$Properties|null);

                    /** Event allocationsReported */
                    allocationsReported?: (berth.log.v1.AllocationsReported.$Properties|null);

                    /** Event allocationsStopRequested */
                    allocationsStopRequested?: (berth.log.v1.AllocationsStopRequested.$Properties|null);

                    /** Event plansCommitted */
                    plansCommitted?: (berth.log.v1.PlansCommitted.$Properties|null);

                    /** Event objectsCollected */
                    objectsCollected?: (berth.log.v1.ObjectsCollected.$Properties|null);

                    /** Event schedulerConfigured */
                    schedulerConfigured?: (berth.log.v1.SchedulerConfigured.$Properties|null);

                    /** Event periodicJobLaunched */
                    periodicJobLaunched?: (berth.log.v1.PeriodicJobLaunched.$Properties|null);

                    /** Event periodicLaunchesSkipped */
                    periodicLaunchesSkipped?: (berth.log.v1.PeriodicLaunchesSkipped.$Properties|null);

                    /** Event periodicJobForced */
                    periodicJobForced?: (berth.log.v1.PeriodicJobForced.$Properties|null);

                    /** Event jobDispatched */
                    jobDispatched?: (berth.log.v1.JobDispatched.$Properties|null);

                    /** Event kind */
                    kind?: ("leadershipTaken"|"ticked"|"levelRaised"|"jobRegistered"|"jobDeregistered"|"jobEvaluationForced"|"jobScaled"|"nodeRegistered"|"nodesMarkedDown"|"nodeEligibilitySet"|"nodePurged"|"allocationsReported"|"allocationsStopRequested"|"plansCommitted"|"objectsCollected"|"schedulerConfigured"|"periodicJobLaunched"|"periodicLaunchesSkipped"|"periodicJobForced"|"jobDispatched");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of an Event. */
                type $Shape = {
                  leadershipTaken?: berth.log.v1.LeadershipTaken.$Shape|null;
                  ticked?: berth.log.v1.Ticked.$Shape|null;
                  levelRaised?: berth.log.v1.LevelRaised.$Shape|null;
                  jobRegistered?: berth.log.v1.JobRegistered.$Shape|null;
                  jobDeregistered?: berth.log.v1.JobDeregistered.$Shape|null;
                  jobEvaluationForced?: berth.log.v1.JobEvaluationForced.$Shape|null;
                  jobScaled?: berth.log.v1.JobScaled.$Shape|null;
                  nodeRegistered?: berth.log.v1.NodeRegistered.$Shape|null;
                  nodesMarkedDown?: berth.log.v1.NodesMarkedDown.$Shape|null;
                  nodeEligibilitySet?: berth.log.v1.NodeEligibilitySet.$Shape|null;
                  nodePurged?: berth.log.v1.NodePurged.$Shape|null;
                  allocationsReported?: berth.log.v1.AllocationsReported.$Shape|null;
                  allocationsStopRequested?: berth.log.v1.AllocationsStopRequested.$Shape|null;
                  plansCommitted?: berth.log.v1.PlansCommitted.$Shape|null;
                  objectsCollected?: berth.log.v1.ObjectsCollected.$Shape|null;
                  schedulerConfigured?: berth.log.v1.SchedulerConfigured.$Shape|null;
                  periodicJobLaunched?: berth.log.v1.PeriodicJobLaunched.$Shape|null;
                  periodicLaunchesSkipped?: berth.log.v1.PeriodicLaunchesSkipped.$Shape|null;
                  periodicJobForced?: berth.log.v1.PeriodicJobForced.$Shape|null;
                  jobDispatched?: berth.log.v1.JobDispatched.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ kind?: undefined; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "leadershipTaken"; leadershipTaken: berth.log.v1.LeadershipTaken.$Shape; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "ticked"; leadershipTaken?: null; ticked: berth.log.v1.Ticked.$Shape; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "levelRaised"; leadershipTaken?: null; ticked?: null; levelRaised: berth.log.v1.LevelRaised.$Shape; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "jobRegistered"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered: berth.log.v1.JobRegistered.$Shape; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "jobDeregistered"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered: berth.log.v1.JobDeregistered.$Shape; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "jobEvaluationForced"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced: berth.log.v1.JobEvaluationForced.$Shape; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "jobScaled"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled: berth.log.v1.JobScaled.$Shape; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "nodeRegistered"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered: berth.log.v1.NodeRegistered.$Shape; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "nodesMarkedDown"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown: berth.log.v1.NodesMarkedDown.$Shape; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "nodeEligibilitySet"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet: berth.log.v1.NodeEligibilitySet.$Shape; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "nodePurged"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged: berth.log.v1.NodePurged.$Shape; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "allocationsReported"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported: berth.log.v1.AllocationsReported.$Shape; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "allocationsStopRequested"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested: berth.log.v1.AllocationsStopRequested.$Shape; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "plansCommitted"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted: berth.log.v1.PlansCommitted.$Shape; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "objectsCollected"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected: berth.log.v1.ObjectsCollected.$Shape; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "schedulerConfigured"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured: berth.log.v1.SchedulerConfigured.$Shape; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "periodicJobLaunched"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched: berth.log.v1.PeriodicJobLaunched.$Shape; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "periodicLaunchesSkipped"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped: berth.log.v1.PeriodicLaunchesSkipped.$Shape; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "periodicJobForced"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced: berth.log.v1.PeriodicJobForced.$Shape; jobDispatched?: null }|{ kind?: "jobDispatched"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched: berth.log.v1.JobDispatched.$Shape })
                );
            }

            /**
             * Properties of a PeriodicJobLaunched.
             * @deprecated Use berth.log.v1.PeriodicJobLaunched.$Properties instead.
             */
            interface IPeriodicJobLaunched extends berth.log.v1.PeriodicJobLaunched.$Properties {
            }

            /** Represents a PeriodicJobLaunched. */
            class PeriodicJobLaunched {

                /**
                 * Constructs a new PeriodicJobLaunched.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.PeriodicJobLaunched.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PeriodicJobLaunched namespace. */
                namespace: string;

                /** PeriodicJobLaunched jobId. */
                jobId: string;

                /** PeriodicJobLaunched jobModifyIndex. */
                jobModifyIndex: number;

                /** PeriodicJobLaunched dueMs. */
                dueMs: number;

                /** PeriodicJobLaunched skipped. */
                skipped: berth.log.v1.SkippedLaunches.$Properties[];

                /**
                 * Encodes the specified PeriodicJobLaunched message. Does not implicitly {@link berth.log.v1.PeriodicJobLaunched.verify|verify} messages.
                 * @param message PeriodicJobLaunched message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.PeriodicJobLaunched.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PeriodicJobLaunched message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.PeriodicJobLaunched & berth.log.v1.PeriodicJobLaunched.$Shape} PeriodicJobLaunched
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.PeriodicJobLaunched & berth.log.v1.PeriodicJobLaunched.$Shape;

                /**
                 * Gets the type url for PeriodicJobLaunched
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace PeriodicJobLaunched {

                /** Properties of a PeriodicJobLaunched. */
                interface $Properties {

                    /** PeriodicJobLaunched namespace */
                    namespace?: (string|null);

                    /** PeriodicJobLaunched jobId */
                    jobId?: (string|null);

                    /** PeriodicJobLaunched jobModifyIndex */
                    jobModifyIndex?: (number|null);

                    /** PeriodicJobLaunched dueMs */
                    dueMs?: (number|null);

                    /** PeriodicJobLaunched skipped */
                    skipped?: (berth.log.v1.SkippedLaunches.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PeriodicJobLaunched. */
                type $Shape = berth.log.v1.PeriodicJobLaunched.$Properties;
            }

            /**
             * Properties of a PeriodicLaunchesSkipped.
             * @deprecated Use berth.log.v1.PeriodicLaunchesSkipped.$Properties instead.
             */
            interface IPeriodicLaunchesSkipped extends berth.log.v1.PeriodicLaunchesSkipped.$Properties {
            }

            /** Represents a PeriodicLaunchesSkipped. */
            class PeriodicLaunchesSkipped {

                /**
                 * Constructs a new PeriodicLaunchesSkipped.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.PeriodicLaunchesSkipped.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PeriodicLaunchesSkipped namespace. */
                namespace: string;

                /** PeriodicLaunchesSkipped jobId. */
                jobId: string;

                /** PeriodicLaunchesSkipped jobModifyIndex. */
                jobModifyIndex: number;

                /** PeriodicLaunchesSkipped skipped. */
                skipped: berth.log.v1.SkippedLaunches.$Properties[];

                /**
                 * Encodes the specified PeriodicLaunchesSkipped message. Does not implicitly {@link berth.log.v1.PeriodicLaunchesSkipped.verify|verify} messages.
                 * @param message PeriodicLaunchesSkipped message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.PeriodicLaunchesSkipped.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PeriodicLaunchesSkipped message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.PeriodicLaunchesSkipped & berth.log.v1.PeriodicLaunchesSkipped.$Shape} PeriodicLaunchesSkipped
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.PeriodicLaunchesSkipped & berth.log.v1.PeriodicLaunchesSkipped.$Shape;

                /**
                 * Gets the type url for PeriodicLaunchesSkipped
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace PeriodicLaunchesSkipped {

                /** Properties of a PeriodicLaunchesSkipped. */
                interface $Properties {

                    /** PeriodicLaunchesSkipped namespace */
                    namespace?: (string|null);

                    /** PeriodicLaunchesSkipped jobId */
                    jobId?: (string|null);

                    /** PeriodicLaunchesSkipped jobModifyIndex */
                    jobModifyIndex?: (number|null);

                    /** PeriodicLaunchesSkipped skipped */
                    skipped?: (berth.log.v1.SkippedLaunches.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PeriodicLaunchesSkipped. */
                type $Shape = berth.log.v1.PeriodicLaunchesSkipped.$Properties;
            }

            /**
             * Properties of a SkippedLaunches.
             * @deprecated Use berth.log.v1.SkippedLaunches.$Properties instead.
             */
            interface ISkippedLaunches extends berth.log.v1.SkippedLaunches.$Properties {
            }

            /** Represents a SkippedLaunches. */
            class SkippedLaunches {

                /**
                 * Constructs a new SkippedLaunches.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.SkippedLaunches.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SkippedLaunches firstDueMs. */
                firstDueMs: number;

                /** SkippedLaunches lastDueMs. */
                lastDueMs: number;

                /** SkippedLaunches count. */
                count: number;

                /** SkippedLaunches reason. */
                reason: string;

                /**
                 * Encodes the specified SkippedLaunches message. Does not implicitly {@link berth.log.v1.SkippedLaunches.verify|verify} messages.
                 * @param message SkippedLaunches message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.SkippedLaunches.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SkippedLaunches message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.SkippedLaunches & berth.log.v1.SkippedLaunches.$Shape} SkippedLaunches
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.SkippedLaunches & berth.log.v1.SkippedLaunches.$Shape;

                /**
                 * Gets the type url for SkippedLaunches
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace SkippedLaunches {

                /** Properties of a SkippedLaunches. */
                interface $Properties {

                    /** SkippedLaunches firstDueMs */
                    firstDueMs?: (number|null);

                    /** SkippedLaunches lastDueMs */
                    lastDueMs?: (number|null);

                    /** SkippedLaunches count */
                    count?: (number|null);

                    /** SkippedLaunches reason */
                    reason?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SkippedLaunches. */
                type $Shape = berth.log.v1.SkippedLaunches.$Properties;
            }

            /**
             * Properties of a PeriodicJobForced.
             * @deprecated Use berth.log.v1.PeriodicJobForced.$Properties instead.
             */
            interface IPeriodicJobForced extends berth.log.v1.PeriodicJobForced.$Properties {
            }

            /** Represents a PeriodicJobForced. */
            class PeriodicJobForced {

                /**
                 * Constructs a new PeriodicJobForced.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.PeriodicJobForced.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PeriodicJobForced namespace. */
                namespace: string;

                /** PeriodicJobForced jobId. */
                jobId: string;

                /** PeriodicJobForced atMs. */
                atMs: number;

                /**
                 * Encodes the specified PeriodicJobForced message. Does not implicitly {@link berth.log.v1.PeriodicJobForced.verify|verify} messages.
                 * @param message PeriodicJobForced message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.PeriodicJobForced.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PeriodicJobForced message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.PeriodicJobForced & berth.log.v1.PeriodicJobForced.$Shape} PeriodicJobForced
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.PeriodicJobForced & berth.log.v1.PeriodicJobForced.$Shape;

                /**
                 * Gets the type url for PeriodicJobForced
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace PeriodicJobForced {

                /** Properties of a PeriodicJobForced. */
                interface $Properties {

                    /** PeriodicJobForced namespace */
                    namespace?: (string|null);

                    /** PeriodicJobForced jobId */
                    jobId?: (string|null);

                    /** PeriodicJobForced atMs */
                    atMs?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PeriodicJobForced. */
                type $Shape = berth.log.v1.PeriodicJobForced.$Properties;
            }

            /**
             * Properties of a JobDispatched.
             * @deprecated Use berth.log.v1.JobDispatched.$Properties instead.
             */
            interface IJobDispatched extends berth.log.v1.JobDispatched.$Properties {
            }

            /** Represents a JobDispatched. */
            class JobDispatched {

                /**
                 * Constructs a new JobDispatched.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.JobDispatched.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** JobDispatched namespace. */
                namespace: string;

                /** JobDispatched jobId. */
                jobId: string;

                /** JobDispatched childId. */
                childId: string;

                /** JobDispatched payload. */
                payload: string;

                /** JobDispatched meta. */
                meta: { [k: string]: string };

                /** JobDispatched idempotencyToken. */
                idempotencyToken: string;

                /** JobDispatched priority. */
                priority: number;

                /**
                 * Encodes the specified JobDispatched message. Does not implicitly {@link berth.log.v1.JobDispatched.verify|verify} messages.
                 * @param message JobDispatched message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.JobDispatched.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a JobDispatched message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.JobDispatched & berth.log.v1.JobDispatched.$Shape} JobDispatched
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.JobDispatched & berth.log.v1.JobDispatched.$Shape;

                /**
                 * Gets the type url for JobDispatched
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace JobDispatched {

                /** Properties of a JobDispatched. */
                interface $Properties {

                    /** JobDispatched namespace */
                    namespace?: (string|null);

                    /** JobDispatched jobId */
                    jobId?: (string|null);

                    /** JobDispatched childId */
                    childId?: (string|null);

                    /** JobDispatched payload */
                    payload?: (string|null);

                    /** JobDispatched meta */
                    meta?: ({ [k: string]: string }|null);

                    /** JobDispatched idempotencyToken */
                    idempotencyToken?: (string|null);

                    /** JobDispatched priority */
                    priority?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a JobDispatched. */
                type $Shape = berth.log.v1.JobDispatched.$Properties;
            }

            /**
             * Properties of a LeadershipTaken.
             * @deprecated Use berth.log.v1.LeadershipTaken.$Properties instead.
             */
            interface ILeadershipTaken extends berth.log.v1.LeadershipTaken.$Properties {
            }

            /** Represents a LeadershipTaken. */
            class LeadershipTaken {

                /**
                 * Constructs a new LeadershipTaken.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.LeadershipTaken.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** LeadershipTaken role. */
                role: string;

                /** LeadershipTaken epoch. */
                epoch: number;

                /** LeadershipTaken holder. */
                holder: string;

                /**
                 * Encodes the specified LeadershipTaken message. Does not implicitly {@link berth.log.v1.LeadershipTaken.verify|verify} messages.
                 * @param message LeadershipTaken message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.LeadershipTaken.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a LeadershipTaken message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.LeadershipTaken & berth.log.v1.LeadershipTaken.$Shape} LeadershipTaken
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.LeadershipTaken & berth.log.v1.LeadershipTaken.$Shape;

                /**
                 * Gets the type url for LeadershipTaken
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace LeadershipTaken {

                /** Properties of a LeadershipTaken. */
                interface $Properties {

                    /** LeadershipTaken role */
                    role?: (string|null);

                    /** LeadershipTaken epoch */
                    epoch?: (number|null);

                    /** LeadershipTaken holder */
                    holder?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a LeadershipTaken. */
                type $Shape = berth.log.v1.LeadershipTaken.$Properties;
            }

            /**
             * Properties of a Ticked.
             * @deprecated Use berth.log.v1.Ticked.$Properties instead.
             */
            interface ITicked extends berth.log.v1.Ticked.$Properties {
            }

            /** Represents a Ticked. */
            class Ticked {

                /**
                 * Constructs a new Ticked.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.Ticked.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified Ticked message. Does not implicitly {@link berth.log.v1.Ticked.verify|verify} messages.
                 * @param message Ticked message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.Ticked.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Ticked message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.Ticked & berth.log.v1.Ticked.$Shape} Ticked
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.Ticked & berth.log.v1.Ticked.$Shape;

                /**
                 * Gets the type url for Ticked
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace Ticked {

                /** Properties of a Ticked. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Ticked. */
                type $Shape = berth.log.v1.Ticked.$Properties;
            }

            /**
             * Properties of a LevelRaised.
             * @deprecated Use berth.log.v1.LevelRaised.$Properties instead.
             */
            interface ILevelRaised extends berth.log.v1.LevelRaised.$Properties {
            }

            /** Represents a LevelRaised. */
            class LevelRaised {

                /**
                 * Constructs a new LevelRaised.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.LevelRaised.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** LevelRaised level. */
                level: number;

                /**
                 * Encodes the specified LevelRaised message. Does not implicitly {@link berth.log.v1.LevelRaised.verify|verify} messages.
                 * @param message LevelRaised message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.LevelRaised.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a LevelRaised message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.LevelRaised & berth.log.v1.LevelRaised.$Shape} LevelRaised
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.LevelRaised & berth.log.v1.LevelRaised.$Shape;

                /**
                 * Gets the type url for LevelRaised
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace LevelRaised {

                /** Properties of a LevelRaised. */
                interface $Properties {

                    /** LevelRaised level */
                    level?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a LevelRaised. */
                type $Shape = berth.log.v1.LevelRaised.$Properties;
            }

            /**
             * Properties of a JobRegistered.
             * @deprecated Use berth.log.v1.JobRegistered.$Properties instead.
             */
            interface IJobRegistered extends berth.log.v1.JobRegistered.$Properties {
            }

            /** Represents a JobRegistered. */
            class JobRegistered {

                /**
                 * Constructs a new JobRegistered.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.JobRegistered.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** JobRegistered job. */
                job: Uint8Array;

                /** JobRegistered compressed. */
                compressed: boolean;

                /** JobRegistered expectedJobModifyIndex. */
                expectedJobModifyIndex?: (number|null);

                /** JobRegistered submission. */
                submission: Uint8Array;

                /**
                 * Encodes the specified JobRegistered message. Does not implicitly {@link berth.log.v1.JobRegistered.verify|verify} messages.
                 * @param message JobRegistered message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.JobRegistered.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a JobRegistered message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.JobRegistered & berth.log.v1.JobRegistered.$Shape} JobRegistered
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.JobRegistered & berth.log.v1.JobRegistered.$Shape;

                /**
                 * Gets the type url for JobRegistered
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace JobRegistered {

                /** Properties of a JobRegistered. */
                interface $Properties {

                    /** JobRegistered job */
                    job?: (Uint8Array|null);

                    /** JobRegistered compressed */
                    compressed?: (boolean|null);

                    /** JobRegistered expectedJobModifyIndex */
                    expectedJobModifyIndex?: (number|null);

                    /** JobRegistered submission */
                    submission?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a JobRegistered. */
                type $Shape = berth.log.v1.JobRegistered.$Properties;
            }

            /**
             * Properties of a JobDeregistered.
             * @deprecated Use berth.log.v1.JobDeregistered.$Properties instead.
             */
            interface IJobDeregistered extends berth.log.v1.JobDeregistered.$Properties {
            }

            /** Represents a JobDeregistered. */
            class JobDeregistered {

                /**
                 * Constructs a new JobDeregistered.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.JobDeregistered.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** JobDeregistered namespace. */
                namespace: string;

                /** JobDeregistered jobId. */
                jobId: string;

                /** JobDeregistered purge. */
                purge: boolean;

                /**
                 * Encodes the specified JobDeregistered message. Does not implicitly {@link berth.log.v1.JobDeregistered.verify|verify} messages.
                 * @param message JobDeregistered message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.JobDeregistered.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a JobDeregistered message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.JobDeregistered & berth.log.v1.JobDeregistered.$Shape} JobDeregistered
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.JobDeregistered & berth.log.v1.JobDeregistered.$Shape;

                /**
                 * Gets the type url for JobDeregistered
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace JobDeregistered {

                /** Properties of a JobDeregistered. */
                interface $Properties {

                    /** JobDeregistered namespace */
                    namespace?: (string|null);

                    /** JobDeregistered jobId */
                    jobId?: (string|null);

                    /** JobDeregistered purge */
                    purge?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a JobDeregistered. */
                type $Shape = berth.log.v1.JobDeregistered.$Properties;
            }

            /**
             * Properties of a JobEvaluationForced.
             * @deprecated Use berth.log.v1.JobEvaluationForced.$Properties instead.
             */
            interface IJobEvaluationForced extends berth.log.v1.JobEvaluationForced.$Properties {
            }

            /** Represents a JobEvaluationForced. */
            class JobEvaluationForced {

                /**
                 * Constructs a new JobEvaluationForced.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.JobEvaluationForced.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** JobEvaluationForced namespace. */
                namespace: string;

                /** JobEvaluationForced jobId. */
                jobId: string;

                /**
                 * Encodes the specified JobEvaluationForced message. Does not implicitly {@link berth.log.v1.JobEvaluationForced.verify|verify} messages.
                 * @param message JobEvaluationForced message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.JobEvaluationForced.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a JobEvaluationForced message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.JobEvaluationForced & berth.log.v1.JobEvaluationForced.$Shape} JobEvaluationForced
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.JobEvaluationForced & berth.log.v1.JobEvaluationForced.$Shape;

                /**
                 * Gets the type url for JobEvaluationForced
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace JobEvaluationForced {

                /** Properties of a JobEvaluationForced. */
                interface $Properties {

                    /** JobEvaluationForced namespace */
                    namespace?: (string|null);

                    /** JobEvaluationForced jobId */
                    jobId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a JobEvaluationForced. */
                type $Shape = berth.log.v1.JobEvaluationForced.$Properties;
            }

            /**
             * Properties of a JobScaled.
             * @deprecated Use berth.log.v1.JobScaled.$Properties instead.
             */
            interface IJobScaled extends berth.log.v1.JobScaled.$Properties {
            }

            /** Represents a JobScaled. */
            class JobScaled {

                /**
                 * Constructs a new JobScaled.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.JobScaled.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** JobScaled namespace. */
                namespace: string;

                /** JobScaled jobId. */
                jobId: string;

                /** JobScaled group. */
                group: string;

                /** JobScaled count. */
                count: number;

                /**
                 * Encodes the specified JobScaled message. Does not implicitly {@link berth.log.v1.JobScaled.verify|verify} messages.
                 * @param message JobScaled message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.JobScaled.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a JobScaled message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.JobScaled & berth.log.v1.JobScaled.$Shape} JobScaled
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.JobScaled & berth.log.v1.JobScaled.$Shape;

                /**
                 * Gets the type url for JobScaled
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace JobScaled {

                /** Properties of a JobScaled. */
                interface $Properties {

                    /** JobScaled namespace */
                    namespace?: (string|null);

                    /** JobScaled jobId */
                    jobId?: (string|null);

                    /** JobScaled group */
                    group?: (string|null);

                    /** JobScaled count */
                    count?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a JobScaled. */
                type $Shape = berth.log.v1.JobScaled.$Properties;
            }

            /**
             * Properties of a NodeRegistered.
             * @deprecated Use berth.log.v1.NodeRegistered.$Properties instead.
             */
            interface INodeRegistered extends berth.log.v1.NodeRegistered.$Properties {
            }

            /** Represents a NodeRegistered. */
            class NodeRegistered {

                /**
                 * Constructs a new NodeRegistered.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.NodeRegistered.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** NodeRegistered spec. */
                spec: Uint8Array;

                /** NodeRegistered secretHash. */
                secretHash: string;

                /** NodeRegistered inventory. */
                inventory: berth.log.v1.Report.$Properties[];

                /** NodeRegistered counter. */
                counter: number;

                /**
                 * Encodes the specified NodeRegistered message. Does not implicitly {@link berth.log.v1.NodeRegistered.verify|verify} messages.
                 * @param message NodeRegistered message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.NodeRegistered.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a NodeRegistered message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.NodeRegistered & berth.log.v1.NodeRegistered.$Shape} NodeRegistered
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.NodeRegistered & berth.log.v1.NodeRegistered.$Shape;

                /**
                 * Gets the type url for NodeRegistered
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace NodeRegistered {

                /** Properties of a NodeRegistered. */
                interface $Properties {

                    /** NodeRegistered spec */
                    spec?: (Uint8Array|null);

                    /** NodeRegistered secretHash */
                    secretHash?: (string|null);

                    /** NodeRegistered inventory */
                    inventory?: (berth.log.v1.Report.$Properties[]|null);

                    /** NodeRegistered counter */
                    counter?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a NodeRegistered. */
                type $Shape = berth.log.v1.NodeRegistered.$Properties;
            }

            /**
             * Properties of a NodesMarkedDown.
             * @deprecated Use berth.log.v1.NodesMarkedDown.$Properties instead.
             */
            interface INodesMarkedDown extends berth.log.v1.NodesMarkedDown.$Properties {
            }

            /** Represents a NodesMarkedDown. */
            class NodesMarkedDown {

                /**
                 * Constructs a new NodesMarkedDown.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.NodesMarkedDown.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** NodesMarkedDown nodeIds. */
                nodeIds: string[];

                /** NodesMarkedDown registrationIndexes. */
                registrationIndexes: number[];

                /** NodesMarkedDown reason. */
                reason: string;

                /**
                 * Encodes the specified NodesMarkedDown message. Does not implicitly {@link berth.log.v1.NodesMarkedDown.verify|verify} messages.
                 * @param message NodesMarkedDown message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.NodesMarkedDown.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a NodesMarkedDown message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.NodesMarkedDown & berth.log.v1.NodesMarkedDown.$Shape} NodesMarkedDown
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.NodesMarkedDown & berth.log.v1.NodesMarkedDown.$Shape;

                /**
                 * Gets the type url for NodesMarkedDown
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace NodesMarkedDown {

                /** Properties of a NodesMarkedDown. */
                interface $Properties {

                    /** NodesMarkedDown nodeIds */
                    nodeIds?: (string[]|null);

                    /** NodesMarkedDown registrationIndexes */
                    registrationIndexes?: (number[]|null);

                    /** NodesMarkedDown reason */
                    reason?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a NodesMarkedDown. */
                type $Shape = berth.log.v1.NodesMarkedDown.$Properties;
            }

            /**
             * Properties of a NodeEligibilitySet.
             * @deprecated Use berth.log.v1.NodeEligibilitySet.$Properties instead.
             */
            interface INodeEligibilitySet extends berth.log.v1.NodeEligibilitySet.$Properties {
            }

            /** Represents a NodeEligibilitySet. */
            class NodeEligibilitySet {

                /**
                 * Constructs a new NodeEligibilitySet.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.NodeEligibilitySet.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** NodeEligibilitySet nodeId. */
                nodeId: string;

                /** NodeEligibilitySet eligibility. */
                eligibility: string;

                /**
                 * Encodes the specified NodeEligibilitySet message. Does not implicitly {@link berth.log.v1.NodeEligibilitySet.verify|verify} messages.
                 * @param message NodeEligibilitySet message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.NodeEligibilitySet.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a NodeEligibilitySet message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.NodeEligibilitySet & berth.log.v1.NodeEligibilitySet.$Shape} NodeEligibilitySet
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.NodeEligibilitySet & berth.log.v1.NodeEligibilitySet.$Shape;

                /**
                 * Gets the type url for NodeEligibilitySet
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace NodeEligibilitySet {

                /** Properties of a NodeEligibilitySet. */
                interface $Properties {

                    /** NodeEligibilitySet nodeId */
                    nodeId?: (string|null);

                    /** NodeEligibilitySet eligibility */
                    eligibility?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a NodeEligibilitySet. */
                type $Shape = berth.log.v1.NodeEligibilitySet.$Properties;
            }

            /**
             * Properties of a NodePurged.
             * @deprecated Use berth.log.v1.NodePurged.$Properties instead.
             */
            interface INodePurged extends berth.log.v1.NodePurged.$Properties {
            }

            /** Represents a NodePurged. */
            class NodePurged {

                /**
                 * Constructs a new NodePurged.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.NodePurged.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** NodePurged nodeId. */
                nodeId: string;

                /**
                 * Encodes the specified NodePurged message. Does not implicitly {@link berth.log.v1.NodePurged.verify|verify} messages.
                 * @param message NodePurged message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.NodePurged.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a NodePurged message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.NodePurged & berth.log.v1.NodePurged.$Shape} NodePurged
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.NodePurged & berth.log.v1.NodePurged.$Shape;

                /**
                 * Gets the type url for NodePurged
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace NodePurged {

                /** Properties of a NodePurged. */
                interface $Properties {

                    /** NodePurged nodeId */
                    nodeId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a NodePurged. */
                type $Shape = berth.log.v1.NodePurged.$Properties;
            }

            /**
             * Properties of a Report.
             * @deprecated Use berth.log.v1.Report.$Properties instead.
             */
            interface IReport extends berth.log.v1.Report.$Properties {
            }

            /** Represents a Report. */
            class Report {

                /**
                 * Constructs a new Report.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.Report.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Report allocationId. */
                allocationId: string;

                /** Report revision. */
                revision: number;

                /** Report clientStatus. */
                clientStatus: number;

                /** Report description. */
                description: string;

                /** Report taskStates. */
                taskStates: Uint8Array;

                /** Report checks. */
                checks: Uint8Array;

                /** Report health. */
                health: number;

                /**
                 * Encodes the specified Report message. Does not implicitly {@link berth.log.v1.Report.verify|verify} messages.
                 * @param message Report message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.Report.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Report message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.Report & berth.log.v1.Report.$Shape} Report
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.Report & berth.log.v1.Report.$Shape;

                /**
                 * Gets the type url for Report
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace Report {

                /** Properties of a Report. */
                interface $Properties {

                    /** Report allocationId */
                    allocationId?: (string|null);

                    /** Report revision */
                    revision?: (number|null);

                    /** Report clientStatus */
                    clientStatus?: (number|null);

                    /** Report description */
                    description?: (string|null);

                    /** Report taskStates */
                    taskStates?: (Uint8Array|null);

                    /** Report checks */
                    checks?: (Uint8Array|null);

                    /** Report health */
                    health?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Report. */
                type $Shape = berth.log.v1.Report.$Properties;
            }

            /**
             * Properties of an AllocationsReported.
             * @deprecated Use berth.log.v1.AllocationsReported.$Properties instead.
             */
            interface IAllocationsReported extends berth.log.v1.AllocationsReported.$Properties {
            }

            /** Represents an AllocationsReported. */
            class AllocationsReported {

                /**
                 * Constructs a new AllocationsReported.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.AllocationsReported.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AllocationsReported nodeId. */
                nodeId: string;

                /** AllocationsReported registrationIndex. */
                registrationIndex: number;

                /** AllocationsReported reports. */
                reports: berth.log.v1.Report.$Properties[];

                /** AllocationsReported columns. */
                columns?: (berth.log.v1.ReportColumns.$Properties|null);

                /** AllocationsReported rows. */
                rows?: (berth.log.v1.ReportRows.$Properties|null);

                /**
                 * Encodes the specified AllocationsReported message. Does not implicitly {@link berth.log.v1.AllocationsReported.verify|verify} messages.
                 * @param message AllocationsReported message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.AllocationsReported.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AllocationsReported message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.AllocationsReported & berth.log.v1.AllocationsReported.$Shape} AllocationsReported
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.AllocationsReported & berth.log.v1.AllocationsReported.$Shape;

                /**
                 * Gets the type url for AllocationsReported
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace AllocationsReported {

                /** Properties of an AllocationsReported. */
                interface $Properties {

                    /** AllocationsReported nodeId */
                    nodeId?: (string|null);

                    /** AllocationsReported registrationIndex */
                    registrationIndex?: (number|null);

                    /** AllocationsReported reports */
                    reports?: (berth.log.v1.Report.$Properties[]|null);

                    /** AllocationsReported columns */
                    columns?: (berth.log.v1.ReportColumns.$Properties|null);

                    /** AllocationsReported rows */
                    rows?: (berth.log.v1.ReportRows.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AllocationsReported. */
                type $Shape = berth.log.v1.AllocationsReported.$Properties;
            }

            /**
             * Properties of a ReportRows.
             * @deprecated Use berth.log.v1.ReportRows.$Properties instead.
             */
            interface IReportRows extends berth.log.v1.ReportRows.$Properties {
            }

            /** Represents a ReportRows. */
            class ReportRows {

                /**
                 * Constructs a new ReportRows.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.ReportRows.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ReportRows ids. */
                ids: Uint8Array;

                /** ReportRows revisions. */
                revisions: Uint8Array;

                /** ReportRows clientStatuses. */
                clientStatuses: Uint8Array;

                /** ReportRows healths. */
                healths: Uint8Array;

                /** ReportRows descriptions. */
                descriptions: string[];

                /** ReportRows descriptionRefs. */
                descriptionRefs: Uint8Array;

                /** ReportRows patterns. */
                patterns: Uint8Array[];

                /** ReportRows patternRefs. */
                patternRefs: Uint8Array;

                /** ReportRows firstTimesMs. */
                firstTimesMs: Uint8Array;

                /** ReportRows timeSteps. */
                timeSteps: Uint8Array;

                /** ReportRows checks. */
                checks: Uint8Array[];

                /** ReportRows checkRefs. */
                checkRefs: Uint8Array;

                /**
                 * Encodes the specified ReportRows message. Does not implicitly {@link berth.log.v1.ReportRows.verify|verify} messages.
                 * @param message ReportRows message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.ReportRows.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ReportRows message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.ReportRows & berth.log.v1.ReportRows.$Shape} ReportRows
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.ReportRows & berth.log.v1.ReportRows.$Shape;

                /**
                 * Gets the type url for ReportRows
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace ReportRows {

                /** Properties of a ReportRows. */
                interface $Properties {

                    /** ReportRows ids */
                    ids?: (Uint8Array|null);

                    /** ReportRows revisions */
                    revisions?: (Uint8Array|null);

                    /** ReportRows clientStatuses */
                    clientStatuses?: (Uint8Array|null);

                    /** ReportRows healths */
                    healths?: (Uint8Array|null);

                    /** ReportRows descriptions */
                    descriptions?: (string[]|null);

                    /** ReportRows descriptionRefs */
                    descriptionRefs?: (Uint8Array|null);

                    /** ReportRows patterns */
                    patterns?: (Uint8Array[]|null);

                    /** ReportRows patternRefs */
                    patternRefs?: (Uint8Array|null);

                    /** ReportRows firstTimesMs */
                    firstTimesMs?: (Uint8Array|null);

                    /** ReportRows timeSteps */
                    timeSteps?: (Uint8Array|null);

                    /** ReportRows checks */
                    checks?: (Uint8Array[]|null);

                    /** ReportRows checkRefs */
                    checkRefs?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ReportRows. */
                type $Shape = berth.log.v1.ReportRows.$Properties;
            }

            /**
             * Properties of a ReportColumns.
             * @deprecated Use berth.log.v1.ReportColumns.$Properties instead.
             */
            interface IReportColumns extends berth.log.v1.ReportColumns.$Properties {
            }

            /** Represents a ReportColumns. */
            class ReportColumns {

                /**
                 * Constructs a new ReportColumns.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.ReportColumns.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ReportColumns allocationIds. */
                allocationIds: string;

                /** ReportColumns revisions. */
                revisions: Uint8Array;

                /** ReportColumns clientStatuses. */
                clientStatuses: Uint8Array;

                /** ReportColumns healths. */
                healths: Uint8Array;

                /** ReportColumns descriptions. */
                descriptions: string[];

                /** ReportColumns descriptionRefs. */
                descriptionRefs: Uint8Array;

                /** ReportColumns taskStates. */
                taskStates: Uint8Array[];

                /** ReportColumns taskStateRefs. */
                taskStateRefs: Uint8Array;

                /** ReportColumns startsMs. */
                startsMs: Uint8Array;

                /**
                 * Encodes the specified ReportColumns message. Does not implicitly {@link berth.log.v1.ReportColumns.verify|verify} messages.
                 * @param message ReportColumns message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.ReportColumns.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ReportColumns message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.ReportColumns & berth.log.v1.ReportColumns.$Shape} ReportColumns
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.ReportColumns & berth.log.v1.ReportColumns.$Shape;

                /**
                 * Gets the type url for ReportColumns
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace ReportColumns {

                /** Properties of a ReportColumns. */
                interface $Properties {

                    /** ReportColumns allocationIds */
                    allocationIds?: (string|null);

                    /** ReportColumns revisions */
                    revisions?: (Uint8Array|null);

                    /** ReportColumns clientStatuses */
                    clientStatuses?: (Uint8Array|null);

                    /** ReportColumns healths */
                    healths?: (Uint8Array|null);

                    /** ReportColumns descriptions */
                    descriptions?: (string[]|null);

                    /** ReportColumns descriptionRefs */
                    descriptionRefs?: (Uint8Array|null);

                    /** ReportColumns taskStates */
                    taskStates?: (Uint8Array[]|null);

                    /** ReportColumns taskStateRefs */
                    taskStateRefs?: (Uint8Array|null);

                    /** ReportColumns startsMs */
                    startsMs?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ReportColumns. */
                type $Shape = berth.log.v1.ReportColumns.$Properties;
            }

            /**
             * Properties of an AllocationsStopRequested.
             * @deprecated Use berth.log.v1.AllocationsStopRequested.$Properties instead.
             */
            interface IAllocationsStopRequested extends berth.log.v1.AllocationsStopRequested.$Properties {
            }

            /** Represents an AllocationsStopRequested. */
            class AllocationsStopRequested {

                /**
                 * Constructs a new AllocationsStopRequested.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.AllocationsStopRequested.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AllocationsStopRequested allocationIds. */
                allocationIds: string[];

                /**
                 * Encodes the specified AllocationsStopRequested message. Does not implicitly {@link berth.log.v1.AllocationsStopRequested.verify|verify} messages.
                 * @param message AllocationsStopRequested message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.AllocationsStopRequested.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AllocationsStopRequested message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.AllocationsStopRequested & berth.log.v1.AllocationsStopRequested.$Shape} AllocationsStopRequested
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.AllocationsStopRequested & berth.log.v1.AllocationsStopRequested.$Shape;

                /**
                 * Gets the type url for AllocationsStopRequested
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace AllocationsStopRequested {

                /** Properties of an AllocationsStopRequested. */
                interface $Properties {

                    /** AllocationsStopRequested allocationIds */
                    allocationIds?: (string[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AllocationsStopRequested. */
                type $Shape = berth.log.v1.AllocationsStopRequested.$Properties;
            }

            /**
             * Properties of a PlansCommitted.
             * @deprecated Use berth.log.v1.PlansCommitted.$Properties instead.
             */
            interface IPlansCommitted extends berth.log.v1.PlansCommitted.$Properties {
            }

            /** Represents a PlansCommitted. */
            class PlansCommitted {

                /**
                 * Constructs a new PlansCommitted.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.PlansCommitted.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PlansCommitted verifiedThrough. */
                verifiedThrough: number;

                /** PlansCommitted plans. */
                plans: berth.log.v1.Plan.$Properties[];

                /**
                 * Encodes the specified PlansCommitted message. Does not implicitly {@link berth.log.v1.PlansCommitted.verify|verify} messages.
                 * @param message PlansCommitted message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.PlansCommitted.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PlansCommitted message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.PlansCommitted & berth.log.v1.PlansCommitted.$Shape} PlansCommitted
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.PlansCommitted & berth.log.v1.PlansCommitted.$Shape;

                /**
                 * Gets the type url for PlansCommitted
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace PlansCommitted {

                /** Properties of a PlansCommitted. */
                interface $Properties {

                    /** PlansCommitted verifiedThrough */
                    verifiedThrough?: (number|null);

                    /** PlansCommitted plans */
                    plans?: (berth.log.v1.Plan.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PlansCommitted. */
                type $Shape = berth.log.v1.PlansCommitted.$Properties;
            }

            /**
             * Properties of a Plan.
             * @deprecated Use berth.log.v1.Plan.$Properties instead.
             */
            interface IPlan extends berth.log.v1.Plan.$Properties {
            }

            /** Represents a Plan. */
            class Plan {

                /**
                 * Constructs a new Plan.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.Plan.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Plan evaluationId. */
                evaluationId: string;

                /** Plan namespace. */
                namespace: string;

                /** Plan jobId. */
                jobId: string;

                /** Plan decidedAt. */
                decidedAt: number;

                /** Plan snapshotIndex. */
                snapshotIndex: number;

                /** Plan allAtOnce. */
                allAtOnce: boolean;

                /** Plan partial. */
                partial: boolean;

                /** Plan placements. */
                placements: berth.log.v1.GroupPlacements.$Properties[];

                /** Plan stops. */
                stops: berth.log.v1.PlannedStop.$Properties[];

                /** Plan updates. */
                updates: berth.log.v1.PlannedUpdate.$Properties[];

                /** Plan notes. */
                notes: Uint8Array;

                /**
                 * Encodes the specified Plan message. Does not implicitly {@link berth.log.v1.Plan.verify|verify} messages.
                 * @param message Plan message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.Plan.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Plan message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.Plan & berth.log.v1.Plan.$Shape} Plan
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.Plan & berth.log.v1.Plan.$Shape;

                /**
                 * Gets the type url for Plan
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace Plan {

                /** Properties of a Plan. */
                interface $Properties {

                    /** Plan evaluationId */
                    evaluationId?: (string|null);

                    /** Plan namespace */
                    namespace?: (string|null);

                    /** Plan jobId */
                    jobId?: (string|null);

                    /** Plan decidedAt */
                    decidedAt?: (number|null);

                    /** Plan snapshotIndex */
                    snapshotIndex?: (number|null);

                    /** Plan allAtOnce */
                    allAtOnce?: (boolean|null);

                    /** Plan partial */
                    partial?: (boolean|null);

                    /** Plan placements */
                    placements?: (berth.log.v1.GroupPlacements.$Properties[]|null);

                    /** Plan stops */
                    stops?: (berth.log.v1.PlannedStop.$Properties[]|null);

                    /** Plan updates */
                    updates?: (berth.log.v1.PlannedUpdate.$Properties[]|null);

                    /** Plan notes */
                    notes?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Plan. */
                type $Shape = berth.log.v1.Plan.$Properties;
            }

            /**
             * Properties of a GroupPlacements.
             * @deprecated Use berth.log.v1.GroupPlacements.$Properties instead.
             */
            interface IGroupPlacements extends berth.log.v1.GroupPlacements.$Properties {
            }

            /** Represents a GroupPlacements. */
            class GroupPlacements {

                /**
                 * Constructs a new GroupPlacements.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.GroupPlacements.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GroupPlacements group. */
                group: string;

                /** GroupPlacements jobVersion. */
                jobVersion: number;

                /** GroupPlacements nameIndexes. */
                nameIndexes: Uint8Array;

                /** GroupPlacements nodeIds. */
                nodeIds: string[];

                /** GroupPlacements nodeRefs. */
                nodeRefs: Uint8Array;

                /** GroupPlacements portsPerPlacement. */
                portsPerPlacement: number;

                /** GroupPlacements ports. */
                ports: Uint8Array;

                /** GroupPlacements previousIds. */
                previousIds: string[];

                /** GroupPlacements rescheduleDelaysMs. */
                rescheduleDelaysMs: number[];

                /** GroupPlacements spareNodeIds. */
                spareNodeIds: string[];

                /** GroupPlacements inDeployment. */
                inDeployment: boolean;

                /** GroupPlacements metric. */
                metric: Uint8Array;

                /** GroupPlacements nodeRows. */
                nodeRows: Uint8Array;

                /** GroupPlacements holdings. */
                holdings: Uint8Array;

                /** GroupPlacements preemptions. */
                preemptions: berth.log.v1.PlannedPreemption.$Properties[];

                /**
                 * Encodes the specified GroupPlacements message. Does not implicitly {@link berth.log.v1.GroupPlacements.verify|verify} messages.
                 * @param message GroupPlacements message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.GroupPlacements.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GroupPlacements message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.GroupPlacements & berth.log.v1.GroupPlacements.$Shape} GroupPlacements
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.GroupPlacements & berth.log.v1.GroupPlacements.$Shape;

                /**
                 * Gets the type url for GroupPlacements
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace GroupPlacements {

                /** Properties of a GroupPlacements. */
                interface $Properties {

                    /** GroupPlacements group */
                    group?: (string|null);

                    /** GroupPlacements jobVersion */
                    jobVersion?: (number|null);

                    /** GroupPlacements nameIndexes */
                    nameIndexes?: (Uint8Array|null);

                    /** GroupPlacements nodeIds */
                    nodeIds?: (string[]|null);

                    /** GroupPlacements nodeRefs */
                    nodeRefs?: (Uint8Array|null);

                    /** GroupPlacements portsPerPlacement */
                    portsPerPlacement?: (number|null);

                    /** GroupPlacements ports */
                    ports?: (Uint8Array|null);

                    /** GroupPlacements previousIds */
                    previousIds?: (string[]|null);

                    /** GroupPlacements rescheduleDelaysMs */
                    rescheduleDelaysMs?: (number[]|null);

                    /** GroupPlacements spareNodeIds */
                    spareNodeIds?: (string[]|null);

                    /** GroupPlacements inDeployment */
                    inDeployment?: (boolean|null);

                    /** GroupPlacements metric */
                    metric?: (Uint8Array|null);

                    /** GroupPlacements nodeRows */
                    nodeRows?: (Uint8Array|null);

                    /** GroupPlacements holdings */
                    holdings?: (Uint8Array|null);

                    /** GroupPlacements preemptions */
                    preemptions?: (berth.log.v1.PlannedPreemption.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GroupPlacements. */
                type $Shape = berth.log.v1.GroupPlacements.$Properties;
            }

            /**
             * Properties of a PlannedPreemption.
             * @deprecated Use berth.log.v1.PlannedPreemption.$Properties instead.
             */
            interface IPlannedPreemption extends berth.log.v1.PlannedPreemption.$Properties {
            }

            /** Represents a PlannedPreemption. */
            class PlannedPreemption {

                /**
                 * Constructs a new PlannedPreemption.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.PlannedPreemption.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PlannedPreemption placement. */
                placement: number;

                /** PlannedPreemption allocationIds. */
                allocationIds: string[];

                /**
                 * Encodes the specified PlannedPreemption message. Does not implicitly {@link berth.log.v1.PlannedPreemption.verify|verify} messages.
                 * @param message PlannedPreemption message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.PlannedPreemption.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PlannedPreemption message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.PlannedPreemption & berth.log.v1.PlannedPreemption.$Shape} PlannedPreemption
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.PlannedPreemption & berth.log.v1.PlannedPreemption.$Shape;

                /**
                 * Gets the type url for PlannedPreemption
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace PlannedPreemption {

                /** Properties of a PlannedPreemption. */
                interface $Properties {

                    /** PlannedPreemption placement */
                    placement?: (number|null);

                    /** PlannedPreemption allocationIds */
                    allocationIds?: (string[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PlannedPreemption. */
                type $Shape = berth.log.v1.PlannedPreemption.$Properties;
            }

            /**
             * Properties of a PlannedStop.
             * @deprecated Use berth.log.v1.PlannedStop.$Properties instead.
             */
            interface IPlannedStop extends berth.log.v1.PlannedStop.$Properties {
            }

            /** Represents a PlannedStop. */
            class PlannedStop {

                /**
                 * Constructs a new PlannedStop.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.PlannedStop.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PlannedStop allocationId. */
                allocationId: string;

                /** PlannedStop description. */
                description: string;

                /** PlannedStop clientStatus. */
                clientStatus: string;

                /** PlannedStop rescheduled. */
                rescheduled: boolean;

                /**
                 * Encodes the specified PlannedStop message. Does not implicitly {@link berth.log.v1.PlannedStop.verify|verify} messages.
                 * @param message PlannedStop message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.PlannedStop.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PlannedStop message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.PlannedStop & berth.log.v1.PlannedStop.$Shape} PlannedStop
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.PlannedStop & berth.log.v1.PlannedStop.$Shape;

                /**
                 * Gets the type url for PlannedStop
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace PlannedStop {

                /** Properties of a PlannedStop. */
                interface $Properties {

                    /** PlannedStop allocationId */
                    allocationId?: (string|null);

                    /** PlannedStop description */
                    description?: (string|null);

                    /** PlannedStop clientStatus */
                    clientStatus?: (string|null);

                    /** PlannedStop rescheduled */
                    rescheduled?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PlannedStop. */
                type $Shape = berth.log.v1.PlannedStop.$Properties;
            }

            /**
             * Properties of a PlannedUpdate.
             * @deprecated Use berth.log.v1.PlannedUpdate.$Properties instead.
             */
            interface IPlannedUpdate extends berth.log.v1.PlannedUpdate.$Properties {
            }

            /** Represents a PlannedUpdate. */
            class PlannedUpdate {

                /**
                 * Constructs a new PlannedUpdate.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.PlannedUpdate.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PlannedUpdate allocationId. */
                allocationId: string;

                /** PlannedUpdate jobVersion. */
                jobVersion: number;

                /** PlannedUpdate inDeployment. */
                inDeployment: boolean;

                /**
                 * Encodes the specified PlannedUpdate message. Does not implicitly {@link berth.log.v1.PlannedUpdate.verify|verify} messages.
                 * @param message PlannedUpdate message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.PlannedUpdate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PlannedUpdate message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.PlannedUpdate & berth.log.v1.PlannedUpdate.$Shape} PlannedUpdate
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.PlannedUpdate & berth.log.v1.PlannedUpdate.$Shape;

                /**
                 * Gets the type url for PlannedUpdate
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace PlannedUpdate {

                /** Properties of a PlannedUpdate. */
                interface $Properties {

                    /** PlannedUpdate allocationId */
                    allocationId?: (string|null);

                    /** PlannedUpdate jobVersion */
                    jobVersion?: (number|null);

                    /** PlannedUpdate inDeployment */
                    inDeployment?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PlannedUpdate. */
                type $Shape = berth.log.v1.PlannedUpdate.$Properties;
            }

            /**
             * Properties of a SchedulerConfigured.
             * @deprecated Use berth.log.v1.SchedulerConfigured.$Properties instead.
             */
            interface ISchedulerConfigured extends berth.log.v1.SchedulerConfigured.$Properties {
            }

            /** Represents a SchedulerConfigured. */
            class SchedulerConfigured {

                /**
                 * Constructs a new SchedulerConfigured.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.SchedulerConfigured.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SchedulerConfigured configuration. */
                configuration: Uint8Array;

                /** SchedulerConfigured expectedModifyIndex. */
                expectedModifyIndex?: (number|null);

                /**
                 * Encodes the specified SchedulerConfigured message. Does not implicitly {@link berth.log.v1.SchedulerConfigured.verify|verify} messages.
                 * @param message SchedulerConfigured message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.SchedulerConfigured.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SchedulerConfigured message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.SchedulerConfigured & berth.log.v1.SchedulerConfigured.$Shape} SchedulerConfigured
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.SchedulerConfigured & berth.log.v1.SchedulerConfigured.$Shape;

                /**
                 * Gets the type url for SchedulerConfigured
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace SchedulerConfigured {

                /** Properties of a SchedulerConfigured. */
                interface $Properties {

                    /** SchedulerConfigured configuration */
                    configuration?: (Uint8Array|null);

                    /** SchedulerConfigured expectedModifyIndex */
                    expectedModifyIndex?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SchedulerConfigured. */
                type $Shape = berth.log.v1.SchedulerConfigured.$Properties;
            }

            /**
             * Properties of an ObjectsCollected.
             * @deprecated Use berth.log.v1.ObjectsCollected.$Properties instead.
             */
            interface IObjectsCollected extends berth.log.v1.ObjectsCollected.$Properties {
            }

            /** Represents an ObjectsCollected. */
            class ObjectsCollected {

                /**
                 * Constructs a new ObjectsCollected.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.log.v1.ObjectsCollected.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ObjectsCollected lookedAt. */
                lookedAt: number;

                /** ObjectsCollected evaluationIds. */
                evaluationIds: string[];

                /** ObjectsCollected allocationIds. */
                allocationIds: string[];

                /** ObjectsCollected jobNamespaces. */
                jobNamespaces: string[];

                /** ObjectsCollected jobIds. */
                jobIds: string[];

                /** ObjectsCollected deploymentIds. */
                deploymentIds: string[];

                /** ObjectsCollected nodeIds. */
                nodeIds: string[];

                /**
                 * Encodes the specified ObjectsCollected message. Does not implicitly {@link berth.log.v1.ObjectsCollected.verify|verify} messages.
                 * @param message ObjectsCollected message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.log.v1.ObjectsCollected.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an ObjectsCollected message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.log.v1.ObjectsCollected & berth.log.v1.ObjectsCollected.$Shape} ObjectsCollected
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.log.v1.ObjectsCollected & berth.log.v1.ObjectsCollected.$Shape;

                /**
                 * Gets the type url for ObjectsCollected
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace ObjectsCollected {

                /** Properties of an ObjectsCollected. */
                interface $Properties {

                    /** ObjectsCollected lookedAt */
                    lookedAt?: (number|null);

                    /** ObjectsCollected evaluationIds */
                    evaluationIds?: (string[]|null);

                    /** ObjectsCollected allocationIds */
                    allocationIds?: (string[]|null);

                    /** ObjectsCollected jobNamespaces */
                    jobNamespaces?: (string[]|null);

                    /** ObjectsCollected jobIds */
                    jobIds?: (string[]|null);

                    /** ObjectsCollected deploymentIds */
                    deploymentIds?: (string[]|null);

                    /** ObjectsCollected nodeIds */
                    nodeIds?: (string[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an ObjectsCollected. */
                type $Shape = berth.log.v1.ObjectsCollected.$Properties;
            }
        }
    }
}
