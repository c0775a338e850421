import * as $protobuf from "protobufjs";
import Long = require("long");

/** Namespace berth. */
export namespace berth {

    /** Namespace agent. */
    namespace agent {

        /** Namespace v1. */
        namespace v1 {

            /**
             * Properties of a PollAnswer.
             * @deprecated Use berth.agent.v1.PollAnswer.$Properties instead.
             */
            interface IPollAnswer extends berth.agent.v1.PollAnswer.$Properties {
            }

            /** Represents a PollAnswer. */
            class PollAnswer {

                /**
                 * Constructs a new PollAnswer.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.agent.v1.PollAnswer.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PollAnswer head. */
                head: Uint8Array;

                /** PollAnswer groups. */
                groups: berth.agent.v1.AssignmentGroup.$Properties[];

                /** PollAnswer jobs. */
                jobs: berth.agent.v1.JobSpec.$Properties[];

                /** PollAnswer ids. */
                ids: Uint8Array;

                /** PollAnswer nameIndexes. */
                nameIndexes: Uint8Array;

                /**
                 * Encodes the specified PollAnswer message. Does not implicitly {@link berth.agent.v1.PollAnswer.verify|verify} messages.
                 * @param message PollAnswer message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.agent.v1.PollAnswer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PollAnswer message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.agent.v1.PollAnswer & berth.agent.v1.PollAnswer.$Shape} PollAnswer
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.agent.v1.PollAnswer & berth.agent.v1.PollAnswer.$Shape;

                /**
                 * Gets the type url for PollAnswer
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace PollAnswer {

                /** Properties of a PollAnswer. */
                interface $Properties {

                    /** PollAnswer head */
                    head?: (Uint8Array|null);

                    /** PollAnswer groups */
                    groups?: (berth.agent.v1.AssignmentGroup.$Properties[]|null);

                    /** PollAnswer jobs */
                    jobs?: (berth.agent.v1.JobSpec.$Properties[]|null);

                    /** PollAnswer ids */
                    ids?: (Uint8Array|null);

                    /** PollAnswer nameIndexes */
                    nameIndexes?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PollAnswer. */
                type $Shape = berth.agent.v1.PollAnswer.$Properties;
            }

            /**
             * Properties of an AssignmentGroup.
             * @deprecated Use berth.agent.v1.AssignmentGroup.$Properties instead.
             */
            interface IAssignmentGroup extends berth.agent.v1.AssignmentGroup.$Properties {
            }

            /** Represents an AssignmentGroup. */
            class AssignmentGroup {

                /**
                 * Constructs a new AssignmentGroup.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.agent.v1.AssignmentGroup.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AssignmentGroup shared. */
                shared: Uint8Array;

                /** AssignmentGroup count. */
                count: number;

                /** AssignmentGroup own. */
                own: Uint8Array[];

                /**
                 * Encodes the specified AssignmentGroup message. Does not implicitly {@link berth.agent.v1.AssignmentGroup.verify|verify} messages.
                 * @param message AssignmentGroup message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.agent.v1.AssignmentGroup.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AssignmentGroup message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.agent.v1.AssignmentGroup & berth.agent.v1.AssignmentGroup.$Shape} AssignmentGroup
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.agent.v1.AssignmentGroup & berth.agent.v1.AssignmentGroup.$Shape;

                /**
                 * Gets the type url for AssignmentGroup
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace AssignmentGroup {

                /** Properties of an AssignmentGroup. */
                interface $Properties {

                    /** AssignmentGroup shared */
                    shared?: (Uint8Array|null);

                    /** AssignmentGroup count */
                    count?: (number|null);

                    /** AssignmentGroup own */
                    own?: (Uint8Array[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AssignmentGroup. */
                type $Shape = berth.agent.v1.AssignmentGroup.$Properties;
            }

            /**
             * Properties of a JobSpec.
             * @deprecated Use berth.agent.v1.JobSpec.$Properties instead.
             */
            interface IJobSpec extends berth.agent.v1.JobSpec.$Properties {
            }

            /** Represents a JobSpec. */
            class JobSpec {

                /**
                 * Constructs a new JobSpec.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: berth.agent.v1.JobSpec.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** JobSpec key. */
                key: string;

                /** JobSpec spec. */
                spec: Uint8Array;

                /** JobSpec form. */
                form: number;

                /**
                 * Encodes the specified JobSpec message. Does not implicitly {@link berth.agent.v1.JobSpec.verify|verify} messages.
                 * @param message JobSpec message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: berth.agent.v1.JobSpec.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a JobSpec message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {berth.agent.v1.JobSpec & berth.agent.v1.JobSpec.$Shape} JobSpec
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): berth.agent.v1.JobSpec & berth.agent.v1.JobSpec.$Shape;

                /**
                 * Gets the type url for JobSpec
                 * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns The type url
                 */
                static getTypeUrl(prefix?: string): string;
            }

            namespace JobSpec {

                /** Properties of a JobSpec. */
                interface $Properties {

                    /** JobSpec key */
                    key?: (string|null);

                    /** JobSpec spec */
                    spec?: (Uint8Array|null);

                    /** JobSpec form */
                    form?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a JobSpec. */
                type $Shape = berth.agent.v1.JobSpec.$Properties;
            }
        }
    }
}
