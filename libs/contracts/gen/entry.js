/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["berth-entry"] || ($protobuf.roots["berth-entry"] = {});

export const berth = $root.berth = (() => {

    /**
     * Namespace berth.
     * @exports berth
     * @namespace
     */
    const berth = {};

    berth.log = (function() {

        /**
         * Namespace log.
         * @memberof berth
         * @namespace
         */
        const log = {};

        log.v1 = (function() {

            /**
             * Namespace v1.
             * @memberof berth.log
             * @namespace
             */
            const v1 = {};

            v1.Entry = (function() {

                /**
                 * Properties of an Entry.
                 * @typedef {Object} berth.log.v1.Entry.$Properties
                 * @property {string|null} [id] Entry id
                 * @property {number|null} [timeMs] Entry timeMs
                 * @property {string|null} [actor] Entry actor
                 * @property {Array.<string>|null} [traces] Entry traces
                 * @property {number|null} [level] Entry level
                 * @property {berth.log.v1.LeaderStamp.$Properties|null} [leader] Entry leader
                 * @property {Array.<berth.log.v1.Event.$Properties>|null} [events] Entry events
                 * @property {number|null} [validUntilMs] Entry validUntilMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Entry.
                 * @memberof berth.log.v1
                 * @interface IEntry
                 * @augments berth.log.v1.Entry.$Properties
                 * @deprecated Use berth.log.v1.Entry.$Properties instead.
                 */

                /**
                 * Shape of an Entry.
                 * @typedef {{
                 *   id?: string|null;
                 *   timeMs?: number|null;
                 *   actor?: string|null;
                 *   traces?: Array.<string>|null;
                 *   level?: number|null;
                 *   leader?: berth.log.v1.LeaderStamp.$Shape|null;
                 *   events?: Array.<berth.log.v1.Event.$Shape>|null;
                 *   validUntilMs?: number|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * }} berth.log.v1.Entry.$Shape
                 */

                /**
                 * Constructs a new Entry.
                 * @memberof berth.log.v1
                 * @classdesc Represents an Entry.
                 * @constructor
                 * @param {berth.log.v1.Entry.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Entry = function (properties) {
                    this.traces = [];
                    this.events = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Entry id.
                 * @member {string} id
                 * @memberof berth.log.v1.Entry
                 * @instance
                 */
                Entry.prototype.id = "";

                /**
                 * Entry timeMs.
                 * @member {number} timeMs
                 * @memberof berth.log.v1.Entry
                 * @instance
                 */
                Entry.prototype.timeMs = 0;

                /**
                 * Entry actor.
                 * @member {string} actor
                 * @memberof berth.log.v1.Entry
                 * @instance
                 */
                Entry.prototype.actor = "";

                /**
                 * Entry traces.
                 * @member {Array.<string>} traces
                 * @memberof berth.log.v1.Entry
                 * @instance
                 */
                Entry.prototype.traces = $util.emptyArray;

                /**
                 * Entry level.
                 * @member {number} level
                 * @memberof berth.log.v1.Entry
                 * @instance
                 */
                Entry.prototype.level = 0;

                /**
                 * Entry leader.
                 * @member {berth.log.v1.LeaderStamp.$Properties|null|undefined} leader
                 * @memberof berth.log.v1.Entry
                 * @instance
                 */
                Entry.prototype.leader = null;

                /**
                 * Entry events.
                 * @member {Array.<berth.log.v1.Event.$Properties>} events
                 * @memberof berth.log.v1.Entry
                 * @instance
                 */
                Entry.prototype.events = $util.emptyArray;

                /**
                 * Entry validUntilMs.
                 * @member {number} validUntilMs
                 * @memberof berth.log.v1.Entry
                 * @instance
                 */
                Entry.prototype.validUntilMs = 0;

                /**
                 * Encodes the specified Entry message. Does not implicitly {@link berth.log.v1.Entry.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.Entry
                 * @static
                 * @param {berth.log.v1.Entry.$Properties} message Entry message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Entry.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.id);
                    if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && !$Object.is(message.timeMs, 0))
                        writer.uint32(/* id 2, wireType 1 =*/17).double(message.timeMs);
                    if (message.actor != null && $Object.hasOwnProperty.call(message, "actor") && message.actor !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.actor);
                    if (message.traces != null && message.traces.length)
                        for (let i = 0; i < message.traces.length; ++i)
                            writer.uint32(/* id 4, wireType 2 =*/34).string(message.traces[i]);
                    if (message.level != null && $Object.hasOwnProperty.call(message, "level") && message.level !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.level);
                    if (message.leader != null && $Object.hasOwnProperty.call(message, "leader"))
                        $root.berth.log.v1.LeaderStamp.encode(message.leader, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.events != null && message.events.length)
                        for (let i = 0; i < message.events.length; ++i)
                            $root.berth.log.v1.Event.encode(message.events[i], writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                    if (message.validUntilMs != null && $Object.hasOwnProperty.call(message, "validUntilMs") && !$Object.is(message.validUntilMs, 0))
                        writer.uint32(/* id 8, wireType 1 =*/65).double(message.validUntilMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Entry message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.Entry
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.Entry & berth.log.v1.Entry.$Shape} Entry
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Entry.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.Entry();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.id = value;
                                else
                                    delete message.id;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.timeMs = value;
                                else
                                    delete message.timeMs;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.actor = value;
                                else
                                    delete message.actor;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.traces && message.traces.length))
                                    message.traces = [];
                                message.traces.push(reader.stringVerify());
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.level = value;
                                else
                                    delete message.level;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.leader = $root.berth.log.v1.LeaderStamp.decode(reader, reader.size(), $undefined, _depth + 1, message.leader);
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.events && message.events.length))
                                    message.events = [];
                                message.events.push($root.berth.log.v1.Event.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 8: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.validUntilMs = value;
                                else
                                    delete message.validUntilMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for Entry
                 * @function getTypeUrl
                 * @memberof berth.log.v1.Entry
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                Entry.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.Entry";
                };

                return Entry;
            })();

            v1.LeaderStamp = (function() {

                /**
                 * Properties of a LeaderStamp.
                 * @typedef {Object} berth.log.v1.LeaderStamp.$Properties
                 * @property {string|null} [role] LeaderStamp role
                 * @property {number|null} [epoch] LeaderStamp epoch
                 * @property {number|null} [ordinal] LeaderStamp ordinal
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a LeaderStamp.
                 * @memberof berth.log.v1
                 * @interface ILeaderStamp
                 * @augments berth.log.v1.LeaderStamp.$Properties
                 * @deprecated Use berth.log.v1.LeaderStamp.$Properties instead.
                 */

                /**
                 * Shape of a LeaderStamp.
                 * @typedef {berth.log.v1.LeaderStamp.$Properties} berth.log.v1.LeaderStamp.$Shape
                 */

                /**
                 * Constructs a new LeaderStamp.
                 * @memberof berth.log.v1
                 * @classdesc Represents a LeaderStamp.
                 * @constructor
                 * @param {berth.log.v1.LeaderStamp.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const LeaderStamp = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * LeaderStamp role.
                 * @member {string} role
                 * @memberof berth.log.v1.LeaderStamp
                 * @instance
                 */
                LeaderStamp.prototype.role = "";

                /**
                 * LeaderStamp epoch.
                 * @member {number} epoch
                 * @memberof berth.log.v1.LeaderStamp
                 * @instance
                 */
                LeaderStamp.prototype.epoch = 0;

                /**
                 * LeaderStamp ordinal.
                 * @member {number} ordinal
                 * @memberof berth.log.v1.LeaderStamp
                 * @instance
                 */
                LeaderStamp.prototype.ordinal = 0;

                /**
                 * Encodes the specified LeaderStamp message. Does not implicitly {@link berth.log.v1.LeaderStamp.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.LeaderStamp
                 * @static
                 * @param {berth.log.v1.LeaderStamp.$Properties} message LeaderStamp message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                LeaderStamp.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.role != null && $Object.hasOwnProperty.call(message, "role") && message.role !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.role);
                    if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && message.epoch !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.epoch);
                    if (message.ordinal != null && $Object.hasOwnProperty.call(message, "ordinal") && !$Object.is(message.ordinal, 0))
                        writer.uint32(/* id 3, wireType 1 =*/25).double(message.ordinal);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a LeaderStamp message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.LeaderStamp
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.LeaderStamp & berth.log.v1.LeaderStamp.$Shape} LeaderStamp
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                LeaderStamp.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.LeaderStamp();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.role = value;
                                else
                                    delete message.role;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.epoch = value;
                                else
                                    delete message.epoch;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.ordinal = value;
                                else
                                    delete message.ordinal;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for LeaderStamp
                 * @function getTypeUrl
                 * @memberof berth.log.v1.LeaderStamp
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                LeaderStamp.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.LeaderStamp";
                };

                return LeaderStamp;
            })();

            v1.Event = (function() {

                /**
                 * Properties of an Event.
                 * @typedef {Object} berth.log.v1.Event.$Properties
                 * @property {berth.log.v1.LeadershipTaken.$Properties|null} [leadershipTaken] Event leadershipTaken
                 * @property {berth.log.v1.Ticked.$Properties|null} [ticked] Event ticked
                 * @property {berth.log.v1.LevelRaised.$Properties|null} [levelRaised] Event levelRaised
                 * @property {berth.log.v1.JobRegistered.$Properties|null} [jobRegistered] Event jobRegistered
                 * @property {berth.log.v1.JobDeregistered.$Properties|null} [jobDeregistered] Event jobDeregistered
                 * @property {berth.log.v1.JobEvaluationForced.$Properties|null} [jobEvaluationForced] Event jobEvaluationForced
                 * @property {berth.log.v1.JobScaled.$Properties|null} [jobScaled] Event jobScaled
                 * @property {berth.log.v1.NodeRegistered.$Properties|null} [nodeRegistered] Event nodeRegistered
                 * @property {berth.log.v1.NodesMarkedDown.$Properties|null} [nodesMarkedDown] Event nodesMarkedDown
                 * @property {berth.log.v1.NodeEligibilitySet.$Properties|null} [nodeEligibilitySet] Event nodeEligibilitySet
                 * @property {berth.log.v1.NodePurged.$Properties|null} [nodePurged] Event nodePurged
                 * @property {berth.log.v1.AllocationsReported.$Properties|null} [allocationsReported] Event allocationsReported
                 * @property {berth.log.v1.AllocationsStopRequested.$Properties|null} [allocationsStopRequested] Event allocationsStopRequested
                 * @property {berth.log.v1.PlansCommitted.$Properties|null} [plansCommitted] Event plansCommitted
                 * @property {berth.log.v1.ObjectsCollected.$Properties|null} [objectsCollected] Event objectsCollected
                 * @property {berth.log.v1.SchedulerConfigured.$Properties|null} [schedulerConfigured] Event schedulerConfigured
                 * @property {berth.log.v1.PeriodicJobLaunched.$Properties|null} [periodicJobLaunched] Event periodicJobLaunched
                 * @property {berth.log.v1.PeriodicLaunchesSkipped.$Properties|null} [periodicLaunchesSkipped] Event periodicLaunchesSkipped
                 * @property {berth.log.v1.PeriodicJobForced.$Properties|null} [periodicJobForced] Event periodicJobForced
                 * @property {berth.log.v1.JobDispatched.$Properties|null} [jobDispatched] Event jobDispatched
                 * @property {"leadershipTaken"|"ticked"|"levelRaised"|"jobRegistered"|"jobDeregistered"|"jobEvaluationForced"|"jobScaled"|"nodeRegistered"|"nodesMarkedDown"|"nodeEligibilitySet"|"nodePurged"|"allocationsReported"|"allocationsStopRequested"|"plansCommitted"|"objectsCollected"|"schedulerConfigured"|"periodicJobLaunched"|"periodicLaunchesSkipped"|"periodicJobForced"|"jobDispatched"} [kind] Event kind
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Event.
                 * @memberof berth.log.v1
                 * @interface IEvent
                 * @augments berth.log.v1.Event.$Properties
                 * @deprecated Use berth.log.v1.Event.$Properties instead.
                 */

                /**
                 * Narrowed shape of an Event.
                 * @typedef {{
                 *   leadershipTaken?: berth.log.v1.LeadershipTaken.$Shape|null;
                 *   ticked?: berth.log.v1.Ticked.$Shape|null;
                 *   levelRaised?: berth.log.v1.LevelRaised.$Shape|null;
                 *   jobRegistered?: berth.log.v1.JobRegistered.$Shape|null;
                 *   jobDeregistered?: berth.log.v1.JobDeregistered.$Shape|null;
                 *   jobEvaluationForced?: berth.log.v1.JobEvaluationForced.$Shape|null;
                 *   jobScaled?: berth.log.v1.JobScaled.$Shape|null;
                 *   nodeRegistered?: berth.log.v1.NodeRegistered.$Shape|null;
                 *   nodesMarkedDown?: berth.log.v1.NodesMarkedDown.$Shape|null;
                 *   nodeEligibilitySet?: berth.log.v1.NodeEligibilitySet.$Shape|null;
                 *   nodePurged?: berth.log.v1.NodePurged.$Shape|null;
                 *   allocationsReported?: berth.log.v1.AllocationsReported.$Shape|null;
                 *   allocationsStopRequested?: berth.log.v1.AllocationsStopRequested.$Shape|null;
                 *   plansCommitted?: berth.log.v1.PlansCommitted.$Shape|null;
                 *   objectsCollected?: berth.log.v1.ObjectsCollected.$Shape|null;
                 *   schedulerConfigured?: berth.log.v1.SchedulerConfigured.$Shape|null;
                 *   periodicJobLaunched?: berth.log.v1.PeriodicJobLaunched.$Shape|null;
                 *   periodicLaunchesSkipped?: berth.log.v1.PeriodicLaunchesSkipped.$Shape|null;
                 *   periodicJobForced?: berth.log.v1.PeriodicJobForced.$Shape|null;
                 *   jobDispatched?: berth.log.v1.JobDispatched.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ kind?: undefined; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "leadershipTaken"; leadershipTaken: berth.log.v1.LeadershipTaken.$Shape; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "ticked"; leadershipTaken?: null; ticked: berth.log.v1.Ticked.$Shape; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "levelRaised"; leadershipTaken?: null; ticked?: null; levelRaised: berth.log.v1.LevelRaised.$Shape; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "jobRegistered"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered: berth.log.v1.JobRegistered.$Shape; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "jobDeregistered"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered: berth.log.v1.JobDeregistered.$Shape; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "jobEvaluationForced"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced: berth.log.v1.JobEvaluationForced.$Shape; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "jobScaled"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled: berth.log.v1.JobScaled.$Shape; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "nodeRegistered"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered: berth.log.v1.NodeRegistered.$Shape; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "nodesMarkedDown"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown: berth.log.v1.NodesMarkedDown.$Shape; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "nodeEligibilitySet"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet: berth.log.v1.NodeEligibilitySet.$Shape; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "nodePurged"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged: berth.log.v1.NodePurged.$Shape; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "allocationsReported"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported: berth.log.v1.AllocationsReported.$Shape; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "allocationsStopRequested"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested: berth.log.v1.AllocationsStopRequested.$Shape; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "plansCommitted"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted: berth.log.v1.PlansCommitted.$Shape; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "objectsCollected"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected: berth.log.v1.ObjectsCollected.$Shape; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "schedulerConfigured"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured: berth.log.v1.SchedulerConfigured.$Shape; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "periodicJobLaunched"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched: berth.log.v1.PeriodicJobLaunched.$Shape; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "periodicLaunchesSkipped"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped: berth.log.v1.PeriodicLaunchesSkipped.$Shape; periodicJobForced?: null; jobDispatched?: null }|{ kind?: "periodicJobForced"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced: berth.log.v1.PeriodicJobForced.$Shape; jobDispatched?: null }|{ kind?: "jobDispatched"; leadershipTaken?: null; ticked?: null; levelRaised?: null; jobRegistered?: null; jobDeregistered?: null; jobEvaluationForced?: null; jobScaled?: null; nodeRegistered?: null; nodesMarkedDown?: null; nodeEligibilitySet?: null; nodePurged?: null; allocationsReported?: null; allocationsStopRequested?: null; plansCommitted?: null; objectsCollected?: null; schedulerConfigured?: null; periodicJobLaunched?: null; periodicLaunchesSkipped?: null; periodicJobForced?: null; jobDispatched: berth.log.v1.JobDispatched.$Shape })
                 * )} berth.log.v1.Event.$Shape
                 */

                /**
                 * Constructs a new Event.
                 * @memberof berth.log.v1
                 * @classdesc Represents an Event.
                 * @constructor
                 * @param {berth.log.v1.Event.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Event = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Event leadershipTaken.
                 * @member {berth.log.v1.LeadershipTaken.$Properties|null|undefined} leadershipTaken
                 * @memberof berth.log.v1.Event
                 * @instance
                 */
                Event.prototype.leadershipTaken = null;

                /**
                 * Event ticked.
                 * @member {berth.log.v1.Ticked.$Properties|null|undefined} ticked
                 * @memberof berth.log.v1.Event
                 * @instance
                 */
                Event.prototype.ticked = null;

                /**
                 * Event levelRaised.
                 * @member {berth.log.v1.LevelRaised.$Properties|null|undefined} levelRaised
                 * @memberof berth.log.v1.Event
                 * @instance
                 */
                Event.prototype.levelRaised = null;

                /**
                 * Event jobRegistered.
                 * @member {berth.log.v1.JobRegistered.$Properties|null|undefined} jobRegistered
                 * @memberof berth.log.v1.Event
                 * @instance
                 */
                Event.prototype.jobRegistered = null;

                /**
                 * Event jobDeregistered.
                 * @member {berth.log.v1.JobDeregistered.$Properties|null|undefined} jobDeregistered
                 * @memberof berth.log.v1.Event
                 * @instance
                 */
                Event.prototype.jobDeregistered = null;

                /**
                 * Event jobEvaluationForced.
                 * @member {berth.log.v1.JobEvaluationForced.$Properties|null|undefined} jobEvaluationForced
                 * @memberof berth.log.v1.Event
                 * @instance
                 */
                Event.prototype.jobEvaluationForced = null;

                /**
                 * Event jobScaled.
                 * @member {berth.log.v1.JobScaled.$Properties|null|undefined} jobScaled
                 * @memberof berth.log.v1.Event
                 * @instance
                 */
                Event.prototype.jobScaled = null;

                /**
                 * Event nodeRegistered.
                 * @member {berth.log.v1.NodeRegistered.$Properties|null|undefined} nodeRegistered
                 * @memberof berth.log.v1.Event
                 * @instance
                 */
                Event.prototype.nodeRegistered = null;

                /**
                 * Event nodesMarkedDown.
                 * @member {berth.log.v1.NodesMarkedDown.$Properties|null|undefined} nodesMarkedDown
                 * @memberof berth.log.v1.Event
                 * @instance
                 */
                Event.prototype.nodesMarkedDown = null;

                /**
                 * Event nodeEligibilitySet.
                 * @member {berth.log.v1.NodeEligibilitySet.$Properties|null|undefined} nodeEligibilitySet
                 * @memberof berth.log.v1.Event
                 * @instance
                 */
                Event.prototype.nodeEligibilitySet = null;

                /**
                 * Event nodePurged.
                 * @member {berth.log.v1.NodePurged.$Properties|null|undefined} nodePurged
                 * @memberof berth.log.v1.Event
                 * @instance
                 */
                Event.prototype.nodePurged = null;

                /**
                 * Event allocationsReported.
                 * @member {berth.log.v1.AllocationsReported.$Properties|null|undefined} allocationsReported
                 * @memberof berth.log.v1.Event
                 * @instance
                 */
                Event.prototype.allocationsReported = null;

                /**
                 * Event allocationsStopRequested.
                 * @member {berth.log.v1.AllocationsStopRequested.$Properties|null|undefined} allocationsStopRequested
                 * @memberof berth.log.v1.Event
                 * @instance
                 */
                Event.prototype.allocationsStopRequested = null;

                /**
                 * Event plansCommitted.
                 * @member {berth.log.v1.PlansCommitted.$Properties|null|undefined} plansCommitted
                 * @memberof berth.log.v1.Event
                 * @instance
                 */
                Event.prototype.plansCommitted = null;

                /**
                 * Event objectsCollected.
                 * @member {berth.log.v1.ObjectsCollected.$Properties|null|undefined} objectsCollected
                 * @memberof berth.log.v1.Event
                 * @instance
                 */
                Event.prototype.objectsCollected = null;

                /**
                 * Event schedulerConfigured.
                 * @member {berth.log.v1.SchedulerConfigured.$Properties|null|undefined} schedulerConfigured
                 * @memberof berth.log.v1.Event
                 * @instance
                 */
                Event.prototype.schedulerConfigured = null;

                /**
                 * Event periodicJobLaunched.
                 * @member {berth.log.v1.PeriodicJobLaunched.$Properties|null|undefined} periodicJobLaunched
                 * @memberof berth.log.v1.Event
                 * @instance
                 */
                Event.prototype.periodicJobLaunched = null;

                /**
                 * Event periodicLaunchesSkipped.
                 * @member {berth.log.v1.PeriodicLaunchesSkipped.$Properties|null|undefined} periodicLaunchesSkipped
                 * @memberof berth.log.v1.Event
                 * @instance
                 */
                Event.prototype.periodicLaunchesSkipped = null;

                /**
                 * Event periodicJobForced.
                 * @member {berth.log.v1.PeriodicJobForced.$Properties|null|undefined} periodicJobForced
                 * @memberof berth.log.v1.Event
                 * @instance
                 */
                Event.prototype.periodicJobForced = null;

                /**
                 * Event jobDispatched.
                 * @member {berth.log.v1.JobDispatched.$Properties|null|undefined} jobDispatched
                 * @memberof berth.log.v1.Event
                 * @instance
                 */
                Event.prototype.jobDispatched = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * Event kind.
                 * @member {"leadershipTaken"|"ticked"|"levelRaised"|"jobRegistered"|"jobDeregistered"|"jobEvaluationForced"|"jobScaled"|"nodeRegistered"|"nodesMarkedDown"|"nodeEligibilitySet"|"nodePurged"|"allocationsReported"|"allocationsStopRequested"|"plansCommitted"|"objectsCollected"|"schedulerConfigured"|"periodicJobLaunched"|"periodicLaunchesSkipped"|"periodicJobForced"|"jobDispatched"|undefined} kind
                 * @memberof berth.log.v1.Event
                 * @instance
                 */
                $Object.defineProperty(Event.prototype, "kind", {
                    get: $util.oneOfGetter($oneOfFields = ["leadershipTaken", "ticked", "levelRaised", "jobRegistered", "jobDeregistered", "jobEvaluationForced", "jobScaled", "nodeRegistered", "nodesMarkedDown", "nodeEligibilitySet", "nodePurged", "allocationsReported", "allocationsStopRequested", "plansCommitted", "objectsCollected", "schedulerConfigured", "periodicJobLaunched", "periodicLaunchesSkipped", "periodicJobForced", "jobDispatched"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Encodes the specified Event message. Does not implicitly {@link berth.log.v1.Event.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.Event
                 * @static
                 * @param {berth.log.v1.Event.$Properties} message Event message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Event.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.leadershipTaken != null && $Object.hasOwnProperty.call(message, "leadershipTaken"))
                        $root.berth.log.v1.LeadershipTaken.encode(message.leadershipTaken, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.ticked != null && $Object.hasOwnProperty.call(message, "ticked"))
                        $root.berth.log.v1.Ticked.encode(message.ticked, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.levelRaised != null && $Object.hasOwnProperty.call(message, "levelRaised"))
                        $root.berth.log.v1.LevelRaised.encode(message.levelRaised, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.jobRegistered != null && $Object.hasOwnProperty.call(message, "jobRegistered"))
                        $root.berth.log.v1.JobRegistered.encode(message.jobRegistered, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.jobDeregistered != null && $Object.hasOwnProperty.call(message, "jobDeregistered"))
                        $root.berth.log.v1.JobDeregistered.encode(message.jobDeregistered, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.jobEvaluationForced != null && $Object.hasOwnProperty.call(message, "jobEvaluationForced"))
                        $root.berth.log.v1.JobEvaluationForced.encode(message.jobEvaluationForced, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.jobScaled != null && $Object.hasOwnProperty.call(message, "jobScaled"))
                        $root.berth.log.v1.JobScaled.encode(message.jobScaled, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                    if (message.nodeRegistered != null && $Object.hasOwnProperty.call(message, "nodeRegistered"))
                        $root.berth.log.v1.NodeRegistered.encode(message.nodeRegistered, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                    if (message.nodesMarkedDown != null && $Object.hasOwnProperty.call(message, "nodesMarkedDown"))
                        $root.berth.log.v1.NodesMarkedDown.encode(message.nodesMarkedDown, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                    if (message.nodeEligibilitySet != null && $Object.hasOwnProperty.call(message, "nodeEligibilitySet"))
                        $root.berth.log.v1.NodeEligibilitySet.encode(message.nodeEligibilitySet, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                    if (message.nodePurged != null && $Object.hasOwnProperty.call(message, "nodePurged"))
                        $root.berth.log.v1.NodePurged.encode(message.nodePurged, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                    if (message.allocationsReported != null && $Object.hasOwnProperty.call(message, "allocationsReported"))
                        $root.berth.log.v1.AllocationsReported.encode(message.allocationsReported, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                    if (message.allocationsStopRequested != null && $Object.hasOwnProperty.call(message, "allocationsStopRequested"))
                        $root.berth.log.v1.AllocationsStopRequested.encode(message.allocationsStopRequested, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                    if (message.plansCommitted != null && $Object.hasOwnProperty.call(message, "plansCommitted"))
                        $root.berth.log.v1.PlansCommitted.encode(message.plansCommitted, writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
                    if (message.objectsCollected != null && $Object.hasOwnProperty.call(message, "objectsCollected"))
                        $root.berth.log.v1.ObjectsCollected.encode(message.objectsCollected, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                    if (message.schedulerConfigured != null && $Object.hasOwnProperty.call(message, "schedulerConfigured"))
                        $root.berth.log.v1.SchedulerConfigured.encode(message.schedulerConfigured, writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
                    if (message.periodicJobLaunched != null && $Object.hasOwnProperty.call(message, "periodicJobLaunched"))
                        $root.berth.log.v1.PeriodicJobLaunched.encode(message.periodicJobLaunched, writer.uint32(/* id 40, wireType 2 =*/322).fork(), _depth + 1).ldelim();
                    if (message.periodicLaunchesSkipped != null && $Object.hasOwnProperty.call(message, "periodicLaunchesSkipped"))
                        $root.berth.log.v1.PeriodicLaunchesSkipped.encode(message.periodicLaunchesSkipped, writer.uint32(/* id 41, wireType 2 =*/330).fork(), _depth + 1).ldelim();
                    if (message.periodicJobForced != null && $Object.hasOwnProperty.call(message, "periodicJobForced"))
                        $root.berth.log.v1.PeriodicJobForced.encode(message.periodicJobForced, writer.uint32(/* id 42, wireType 2 =*/338).fork(), _depth + 1).ldelim();
                    if (message.jobDispatched != null && $Object.hasOwnProperty.call(message, "jobDispatched"))
                        $root.berth.log.v1.JobDispatched.encode(message.jobDispatched, writer.uint32(/* id 43, wireType 2 =*/346).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Event message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.Event
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.Event & berth.log.v1.Event.$Shape} Event
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Event.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.Event();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.leadershipTaken = $root.berth.log.v1.LeadershipTaken.decode(reader, reader.size(), $undefined, _depth + 1, message.leadershipTaken);
                                message.kind = "leadershipTaken";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.ticked = $root.berth.log.v1.Ticked.decode(reader, reader.size(), $undefined, _depth + 1, message.ticked);
                                message.kind = "ticked";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.levelRaised = $root.berth.log.v1.LevelRaised.decode(reader, reader.size(), $undefined, _depth + 1, message.levelRaised);
                                message.kind = "levelRaised";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.jobRegistered = $root.berth.log.v1.JobRegistered.decode(reader, reader.size(), $undefined, _depth + 1, message.jobRegistered);
                                message.kind = "jobRegistered";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.jobDeregistered = $root.berth.log.v1.JobDeregistered.decode(reader, reader.size(), $undefined, _depth + 1, message.jobDeregistered);
                                message.kind = "jobDeregistered";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.jobEvaluationForced = $root.berth.log.v1.JobEvaluationForced.decode(reader, reader.size(), $undefined, _depth + 1, message.jobEvaluationForced);
                                message.kind = "jobEvaluationForced";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.jobScaled = $root.berth.log.v1.JobScaled.decode(reader, reader.size(), $undefined, _depth + 1, message.jobScaled);
                                message.kind = "jobScaled";
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.nodeRegistered = $root.berth.log.v1.NodeRegistered.decode(reader, reader.size(), $undefined, _depth + 1, message.nodeRegistered);
                                message.kind = "nodeRegistered";
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                message.nodesMarkedDown = $root.berth.log.v1.NodesMarkedDown.decode(reader, reader.size(), $undefined, _depth + 1, message.nodesMarkedDown);
                                message.kind = "nodesMarkedDown";
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                message.nodeEligibilitySet = $root.berth.log.v1.NodeEligibilitySet.decode(reader, reader.size(), $undefined, _depth + 1, message.nodeEligibilitySet);
                                message.kind = "nodeEligibilitySet";
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                message.nodePurged = $root.berth.log.v1.NodePurged.decode(reader, reader.size(), $undefined, _depth + 1, message.nodePurged);
                                message.kind = "nodePurged";
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                message.allocationsReported = $root.berth.log.v1.AllocationsReported.decode(reader, reader.size(), $undefined, _depth + 1, message.allocationsReported);
                                message.kind = "allocationsReported";
                                continue;
                            }
                        case 13: {
                                if (wireType !== 2)
                                    break;
                                message.allocationsStopRequested = $root.berth.log.v1.AllocationsStopRequested.decode(reader, reader.size(), $undefined, _depth + 1, message.allocationsStopRequested);
                                message.kind = "allocationsStopRequested";
                                continue;
                            }
                        case 14: {
                                if (wireType !== 2)
                                    break;
                                message.plansCommitted = $root.berth.log.v1.PlansCommitted.decode(reader, reader.size(), $undefined, _depth + 1, message.plansCommitted);
                                message.kind = "plansCommitted";
                                continue;
                            }
                        case 15: {
                                if (wireType !== 2)
                                    break;
                                message.objectsCollected = $root.berth.log.v1.ObjectsCollected.decode(reader, reader.size(), $undefined, _depth + 1, message.objectsCollected);
                                message.kind = "objectsCollected";
                                continue;
                            }
                        case 16: {
                                if (wireType !== 2)
                                    break;
                                message.schedulerConfigured = $root.berth.log.v1.SchedulerConfigured.decode(reader, reader.size(), $undefined, _depth + 1, message.schedulerConfigured);
                                message.kind = "schedulerConfigured";
                                continue;
                            }
                        case 40: {
                                if (wireType !== 2)
                                    break;
                                message.periodicJobLaunched = $root.berth.log.v1.PeriodicJobLaunched.decode(reader, reader.size(), $undefined, _depth + 1, message.periodicJobLaunched);
                                message.kind = "periodicJobLaunched";
                                continue;
                            }
                        case 41: {
                                if (wireType !== 2)
                                    break;
                                message.periodicLaunchesSkipped = $root.berth.log.v1.PeriodicLaunchesSkipped.decode(reader, reader.size(), $undefined, _depth + 1, message.periodicLaunchesSkipped);
                                message.kind = "periodicLaunchesSkipped";
                                continue;
                            }
                        case 42: {
                                if (wireType !== 2)
                                    break;
                                message.periodicJobForced = $root.berth.log.v1.PeriodicJobForced.decode(reader, reader.size(), $undefined, _depth + 1, message.periodicJobForced);
                                message.kind = "periodicJobForced";
                                continue;
                            }
                        case 43: {
                                if (wireType !== 2)
                                    break;
                                message.jobDispatched = $root.berth.log.v1.JobDispatched.decode(reader, reader.size(), $undefined, _depth + 1, message.jobDispatched);
                                message.kind = "jobDispatched";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for Event
                 * @function getTypeUrl
                 * @memberof berth.log.v1.Event
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                Event.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.Event";
                };

                return Event;
            })();

            v1.PeriodicJobLaunched = (function() {

                /**
                 * Properties of a PeriodicJobLaunched.
                 * @typedef {Object} berth.log.v1.PeriodicJobLaunched.$Properties
                 * @property {string|null} [namespace] PeriodicJobLaunched namespace
                 * @property {string|null} [jobId] PeriodicJobLaunched jobId
                 * @property {number|null} [jobModifyIndex] PeriodicJobLaunched jobModifyIndex
                 * @property {number|null} [dueMs] PeriodicJobLaunched dueMs
                 * @property {Array.<berth.log.v1.SkippedLaunches.$Properties>|null} [skipped] PeriodicJobLaunched skipped
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PeriodicJobLaunched.
                 * @memberof berth.log.v1
                 * @interface IPeriodicJobLaunched
                 * @augments berth.log.v1.PeriodicJobLaunched.$Properties
                 * @deprecated Use berth.log.v1.PeriodicJobLaunched.$Properties instead.
                 */

                /**
                 * Shape of a PeriodicJobLaunched.
                 * @typedef {berth.log.v1.PeriodicJobLaunched.$Properties} berth.log.v1.PeriodicJobLaunched.$Shape
                 */

                /**
                 * Constructs a new PeriodicJobLaunched.
                 * @memberof berth.log.v1
                 * @classdesc Represents a PeriodicJobLaunched.
                 * @constructor
                 * @param {berth.log.v1.PeriodicJobLaunched.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PeriodicJobLaunched = function (properties) {
                    this.skipped = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PeriodicJobLaunched namespace.
                 * @member {string} namespace
                 * @memberof berth.log.v1.PeriodicJobLaunched
                 * @instance
                 */
                PeriodicJobLaunched.prototype.namespace = "";

                /**
                 * PeriodicJobLaunched jobId.
                 * @member {string} jobId
                 * @memberof berth.log.v1.PeriodicJobLaunched
                 * @instance
                 */
                PeriodicJobLaunched.prototype.jobId = "";

                /**
                 * PeriodicJobLaunched jobModifyIndex.
                 * @member {number} jobModifyIndex
                 * @memberof berth.log.v1.PeriodicJobLaunched
                 * @instance
                 */
                PeriodicJobLaunched.prototype.jobModifyIndex = 0;

                /**
                 * PeriodicJobLaunched dueMs.
                 * @member {number} dueMs
                 * @memberof berth.log.v1.PeriodicJobLaunched
                 * @instance
                 */
                PeriodicJobLaunched.prototype.dueMs = 0;

                /**
                 * PeriodicJobLaunched skipped.
                 * @member {Array.<berth.log.v1.SkippedLaunches.$Properties>} skipped
                 * @memberof berth.log.v1.PeriodicJobLaunched
                 * @instance
                 */
                PeriodicJobLaunched.prototype.skipped = $util.emptyArray;

                /**
                 * Encodes the specified PeriodicJobLaunched message. Does not implicitly {@link berth.log.v1.PeriodicJobLaunched.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.PeriodicJobLaunched
                 * @static
                 * @param {berth.log.v1.PeriodicJobLaunched.$Properties} message PeriodicJobLaunched message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PeriodicJobLaunched.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.namespace);
                    if (message.jobId != null && $Object.hasOwnProperty.call(message, "jobId") && message.jobId !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.jobId);
                    if (message.jobModifyIndex != null && $Object.hasOwnProperty.call(message, "jobModifyIndex") && !$Object.is(message.jobModifyIndex, 0))
                        writer.uint32(/* id 3, wireType 1 =*/25).double(message.jobModifyIndex);
                    if (message.dueMs != null && $Object.hasOwnProperty.call(message, "dueMs") && !$Object.is(message.dueMs, 0))
                        writer.uint32(/* id 4, wireType 1 =*/33).double(message.dueMs);
                    if (message.skipped != null && message.skipped.length)
                        for (let i = 0; i < message.skipped.length; ++i)
                            $root.berth.log.v1.SkippedLaunches.encode(message.skipped[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PeriodicJobLaunched message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.PeriodicJobLaunched
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.PeriodicJobLaunched & berth.log.v1.PeriodicJobLaunched.$Shape} PeriodicJobLaunched
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PeriodicJobLaunched.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.PeriodicJobLaunched();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.namespace = value;
                                else
                                    delete message.namespace;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.jobId = value;
                                else
                                    delete message.jobId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.jobModifyIndex = value;
                                else
                                    delete message.jobModifyIndex;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.dueMs = value;
                                else
                                    delete message.dueMs;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.skipped && message.skipped.length))
                                    message.skipped = [];
                                message.skipped.push($root.berth.log.v1.SkippedLaunches.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for PeriodicJobLaunched
                 * @function getTypeUrl
                 * @memberof berth.log.v1.PeriodicJobLaunched
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                PeriodicJobLaunched.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.PeriodicJobLaunched";
                };

                return PeriodicJobLaunched;
            })();

            v1.PeriodicLaunchesSkipped = (function() {

                /**
                 * Properties of a PeriodicLaunchesSkipped.
                 * @typedef {Object} berth.log.v1.PeriodicLaunchesSkipped.$Properties
                 * @property {string|null} [namespace] PeriodicLaunchesSkipped namespace
                 * @property {string|null} [jobId] PeriodicLaunchesSkipped jobId
                 * @property {number|null} [jobModifyIndex] PeriodicLaunchesSkipped jobModifyIndex
                 * @property {Array.<berth.log.v1.SkippedLaunches.$Properties>|null} [skipped] PeriodicLaunchesSkipped skipped
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PeriodicLaunchesSkipped.
                 * @memberof berth.log.v1
                 * @interface IPeriodicLaunchesSkipped
                 * @augments berth.log.v1.PeriodicLaunchesSkipped.$Properties
                 * @deprecated Use berth.log.v1.PeriodicLaunchesSkipped.$Properties instead.
                 */

                /**
                 * Shape of a PeriodicLaunchesSkipped.
                 * @typedef {berth.log.v1.PeriodicLaunchesSkipped.$Properties} berth.log.v1.PeriodicLaunchesSkipped.$Shape
                 */

                /**
                 * Constructs a new PeriodicLaunchesSkipped.
                 * @memberof berth.log.v1
                 * @classdesc Represents a PeriodicLaunchesSkipped.
                 * @constructor
                 * @param {berth.log.v1.PeriodicLaunchesSkipped.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PeriodicLaunchesSkipped = function (properties) {
                    this.skipped = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PeriodicLaunchesSkipped namespace.
                 * @member {string} namespace
                 * @memberof berth.log.v1.PeriodicLaunchesSkipped
                 * @instance
                 */
                PeriodicLaunchesSkipped.prototype.namespace = "";

                /**
                 * PeriodicLaunchesSkipped jobId.
                 * @member {string} jobId
                 * @memberof berth.log.v1.PeriodicLaunchesSkipped
                 * @instance
                 */
                PeriodicLaunchesSkipped.prototype.jobId = "";

                /**
                 * PeriodicLaunchesSkipped jobModifyIndex.
                 * @member {number} jobModifyIndex
                 * @memberof berth.log.v1.PeriodicLaunchesSkipped
                 * @instance
                 */
                PeriodicLaunchesSkipped.prototype.jobModifyIndex = 0;

                /**
                 * PeriodicLaunchesSkipped skipped.
                 * @member {Array.<berth.log.v1.SkippedLaunches.$Properties>} skipped
                 * @memberof berth.log.v1.PeriodicLaunchesSkipped
                 * @instance
                 */
                PeriodicLaunchesSkipped.prototype.skipped = $util.emptyArray;

                /**
                 * Encodes the specified PeriodicLaunchesSkipped message. Does not implicitly {@link berth.log.v1.PeriodicLaunchesSkipped.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.PeriodicLaunchesSkipped
                 * @static
                 * @param {berth.log.v1.PeriodicLaunchesSkipped.$Properties} message PeriodicLaunchesSkipped message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PeriodicLaunchesSkipped.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.namespace);
                    if (message.jobId != null && $Object.hasOwnProperty.call(message, "jobId") && message.jobId !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.jobId);
                    if (message.jobModifyIndex != null && $Object.hasOwnProperty.call(message, "jobModifyIndex") && !$Object.is(message.jobModifyIndex, 0))
                        writer.uint32(/* id 3, wireType 1 =*/25).double(message.jobModifyIndex);
                    if (message.skipped != null && message.skipped.length)
                        for (let i = 0; i < message.skipped.length; ++i)
                            $root.berth.log.v1.SkippedLaunches.encode(message.skipped[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PeriodicLaunchesSkipped message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.PeriodicLaunchesSkipped
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.PeriodicLaunchesSkipped & berth.log.v1.PeriodicLaunchesSkipped.$Shape} PeriodicLaunchesSkipped
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PeriodicLaunchesSkipped.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.PeriodicLaunchesSkipped();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.namespace = value;
                                else
                                    delete message.namespace;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.jobId = value;
                                else
                                    delete message.jobId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.jobModifyIndex = value;
                                else
                                    delete message.jobModifyIndex;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.skipped && message.skipped.length))
                                    message.skipped = [];
                                message.skipped.push($root.berth.log.v1.SkippedLaunches.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for PeriodicLaunchesSkipped
                 * @function getTypeUrl
                 * @memberof berth.log.v1.PeriodicLaunchesSkipped
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                PeriodicLaunchesSkipped.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.PeriodicLaunchesSkipped";
                };

                return PeriodicLaunchesSkipped;
            })();

            v1.SkippedLaunches = (function() {

                /**
                 * Properties of a SkippedLaunches.
                 * @typedef {Object} berth.log.v1.SkippedLaunches.$Properties
                 * @property {number|null} [firstDueMs] SkippedLaunches firstDueMs
                 * @property {number|null} [lastDueMs] SkippedLaunches lastDueMs
                 * @property {number|null} [count] SkippedLaunches count
                 * @property {string|null} [reason] SkippedLaunches reason
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SkippedLaunches.
                 * @memberof berth.log.v1
                 * @interface ISkippedLaunches
                 * @augments berth.log.v1.SkippedLaunches.$Properties
                 * @deprecated Use berth.log.v1.SkippedLaunches.$Properties instead.
                 */

                /**
                 * Shape of a SkippedLaunches.
                 * @typedef {berth.log.v1.SkippedLaunches.$Properties} berth.log.v1.SkippedLaunches.$Shape
                 */

                /**
                 * Constructs a new SkippedLaunches.
                 * @memberof berth.log.v1
                 * @classdesc Represents a SkippedLaunches.
                 * @constructor
                 * @param {berth.log.v1.SkippedLaunches.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SkippedLaunches = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SkippedLaunches firstDueMs.
                 * @member {number} firstDueMs
                 * @memberof berth.log.v1.SkippedLaunches
                 * @instance
                 */
                SkippedLaunches.prototype.firstDueMs = 0;

                /**
                 * SkippedLaunches lastDueMs.
                 * @member {number} lastDueMs
                 * @memberof berth.log.v1.SkippedLaunches
                 * @instance
                 */
                SkippedLaunches.prototype.lastDueMs = 0;

                /**
                 * SkippedLaunches count.
                 * @member {number} count
                 * @memberof berth.log.v1.SkippedLaunches
                 * @instance
                 */
                SkippedLaunches.prototype.count = 0;

                /**
                 * SkippedLaunches reason.
                 * @member {string} reason
                 * @memberof berth.log.v1.SkippedLaunches
                 * @instance
                 */
                SkippedLaunches.prototype.reason = "";

                /**
                 * Encodes the specified SkippedLaunches message. Does not implicitly {@link berth.log.v1.SkippedLaunches.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.SkippedLaunches
                 * @static
                 * @param {berth.log.v1.SkippedLaunches.$Properties} message SkippedLaunches message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SkippedLaunches.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.firstDueMs != null && $Object.hasOwnProperty.call(message, "firstDueMs") && !$Object.is(message.firstDueMs, 0))
                        writer.uint32(/* id 1, wireType 1 =*/9).double(message.firstDueMs);
                    if (message.lastDueMs != null && $Object.hasOwnProperty.call(message, "lastDueMs") && !$Object.is(message.lastDueMs, 0))
                        writer.uint32(/* id 2, wireType 1 =*/17).double(message.lastDueMs);
                    if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.count);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.reason);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SkippedLaunches message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.SkippedLaunches
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.SkippedLaunches & berth.log.v1.SkippedLaunches.$Shape} SkippedLaunches
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SkippedLaunches.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.SkippedLaunches();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.firstDueMs = value;
                                else
                                    delete message.firstDueMs;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.lastDueMs = value;
                                else
                                    delete message.lastDueMs;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.count = value;
                                else
                                    delete message.count;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for SkippedLaunches
                 * @function getTypeUrl
                 * @memberof berth.log.v1.SkippedLaunches
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                SkippedLaunches.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.SkippedLaunches";
                };

                return SkippedLaunches;
            })();

            v1.PeriodicJobForced = (function() {

                /**
                 * Properties of a PeriodicJobForced.
                 * @typedef {Object} berth.log.v1.PeriodicJobForced.$Properties
                 * @property {string|null} [namespace] PeriodicJobForced namespace
                 * @property {string|null} [jobId] PeriodicJobForced jobId
                 * @property {number|null} [atMs] PeriodicJobForced atMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PeriodicJobForced.
                 * @memberof berth.log.v1
                 * @interface IPeriodicJobForced
                 * @augments berth.log.v1.PeriodicJobForced.$Properties
                 * @deprecated Use berth.log.v1.PeriodicJobForced.$Properties instead.
                 */

                /**
                 * Shape of a PeriodicJobForced.
                 * @typedef {berth.log.v1.PeriodicJobForced.$Properties} berth.log.v1.PeriodicJobForced.$Shape
                 */

                /**
                 * Constructs a new PeriodicJobForced.
                 * @memberof berth.log.v1
                 * @classdesc Represents a PeriodicJobForced.
                 * @constructor
                 * @param {berth.log.v1.PeriodicJobForced.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PeriodicJobForced = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PeriodicJobForced namespace.
                 * @member {string} namespace
                 * @memberof berth.log.v1.PeriodicJobForced
                 * @instance
                 */
                PeriodicJobForced.prototype.namespace = "";

                /**
                 * PeriodicJobForced jobId.
                 * @member {string} jobId
                 * @memberof berth.log.v1.PeriodicJobForced
                 * @instance
                 */
                PeriodicJobForced.prototype.jobId = "";

                /**
                 * PeriodicJobForced atMs.
                 * @member {number} atMs
                 * @memberof berth.log.v1.PeriodicJobForced
                 * @instance
                 */
                PeriodicJobForced.prototype.atMs = 0;

                /**
                 * Encodes the specified PeriodicJobForced message. Does not implicitly {@link berth.log.v1.PeriodicJobForced.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.PeriodicJobForced
                 * @static
                 * @param {berth.log.v1.PeriodicJobForced.$Properties} message PeriodicJobForced message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PeriodicJobForced.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.namespace);
                    if (message.jobId != null && $Object.hasOwnProperty.call(message, "jobId") && message.jobId !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.jobId);
                    if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && !$Object.is(message.atMs, 0))
                        writer.uint32(/* id 3, wireType 1 =*/25).double(message.atMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PeriodicJobForced message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.PeriodicJobForced
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.PeriodicJobForced & berth.log.v1.PeriodicJobForced.$Shape} PeriodicJobForced
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PeriodicJobForced.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.PeriodicJobForced();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.namespace = value;
                                else
                                    delete message.namespace;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.jobId = value;
                                else
                                    delete message.jobId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.atMs = value;
                                else
                                    delete message.atMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for PeriodicJobForced
                 * @function getTypeUrl
                 * @memberof berth.log.v1.PeriodicJobForced
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                PeriodicJobForced.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.PeriodicJobForced";
                };

                return PeriodicJobForced;
            })();

            v1.JobDispatched = (function() {

                /**
                 * Properties of a JobDispatched.
                 * @typedef {Object} berth.log.v1.JobDispatched.$Properties
                 * @property {string|null} [namespace] JobDispatched namespace
                 * @property {string|null} [jobId] JobDispatched jobId
                 * @property {string|null} [childId] JobDispatched childId
                 * @property {string|null} [payload] JobDispatched payload
                 * @property {Object.<string,string>|null} [meta] JobDispatched meta
                 * @property {string|null} [idempotencyToken] JobDispatched idempotencyToken
                 * @property {number|null} [priority] JobDispatched priority
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a JobDispatched.
                 * @memberof berth.log.v1
                 * @interface IJobDispatched
                 * @augments berth.log.v1.JobDispatched.$Properties
                 * @deprecated Use berth.log.v1.JobDispatched.$Properties instead.
                 */

                /**
                 * Shape of a JobDispatched.
                 * @typedef {berth.log.v1.JobDispatched.$Properties} berth.log.v1.JobDispatched.$Shape
                 */

                /**
                 * Constructs a new JobDispatched.
                 * @memberof berth.log.v1
                 * @classdesc Represents a JobDispatched.
                 * @constructor
                 * @param {berth.log.v1.JobDispatched.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const JobDispatched = function (properties) {
                    this.meta = {};
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * JobDispatched namespace.
                 * @member {string} namespace
                 * @memberof berth.log.v1.JobDispatched
                 * @instance
                 */
                JobDispatched.prototype.namespace = "";

                /**
                 * JobDispatched jobId.
                 * @member {string} jobId
                 * @memberof berth.log.v1.JobDispatched
                 * @instance
                 */
                JobDispatched.prototype.jobId = "";

                /**
                 * JobDispatched childId.
                 * @member {string} childId
                 * @memberof berth.log.v1.JobDispatched
                 * @instance
                 */
                JobDispatched.prototype.childId = "";

                /**
                 * JobDispatched payload.
                 * @member {string} payload
                 * @memberof berth.log.v1.JobDispatched
                 * @instance
                 */
                JobDispatched.prototype.payload = "";

                /**
                 * JobDispatched meta.
                 * @member {Object.<string,string>} meta
                 * @memberof berth.log.v1.JobDispatched
                 * @instance
                 */
                JobDispatched.prototype.meta = $util.emptyObject;

                /**
                 * JobDispatched idempotencyToken.
                 * @member {string} idempotencyToken
                 * @memberof berth.log.v1.JobDispatched
                 * @instance
                 */
                JobDispatched.prototype.idempotencyToken = "";

                /**
                 * JobDispatched priority.
                 * @member {number} priority
                 * @memberof berth.log.v1.JobDispatched
                 * @instance
                 */
                JobDispatched.prototype.priority = 0;

                /**
                 * Encodes the specified JobDispatched message. Does not implicitly {@link berth.log.v1.JobDispatched.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.JobDispatched
                 * @static
                 * @param {berth.log.v1.JobDispatched.$Properties} message JobDispatched message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                JobDispatched.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.namespace);
                    if (message.jobId != null && $Object.hasOwnProperty.call(message, "jobId") && message.jobId !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.jobId);
                    if (message.childId != null && $Object.hasOwnProperty.call(message, "childId") && message.childId !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.childId);
                    if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.payload);
                    if (message.meta != null && $Object.hasOwnProperty.call(message, "meta"))
                        for (let keys = $Object.keys(message.meta), i = 0; i < keys.length; ++i)
                            writer.uint32(/* id 5, wireType 2 =*/42).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.meta[keys[i]]).ldelim();
                    if (message.idempotencyToken != null && $Object.hasOwnProperty.call(message, "idempotencyToken") && message.idempotencyToken !== "")
                        writer.uint32(/* id 6, wireType 2 =*/50).string(message.idempotencyToken);
                    if (message.priority != null && $Object.hasOwnProperty.call(message, "priority") && message.priority !== 0)
                        writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.priority);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a JobDispatched message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.JobDispatched
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.JobDispatched & berth.log.v1.JobDispatched.$Shape} JobDispatched
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                JobDispatched.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, key, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.JobDispatched();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.namespace = value;
                                else
                                    delete message.namespace;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.jobId = value;
                                else
                                    delete message.jobId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.childId = value;
                                else
                                    delete message.childId;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.payload = value;
                                else
                                    delete message.payload;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if (message.meta === $util.emptyObject)
                                    message.meta = {};
                                let end2 = reader.size() + reader.pos;
                                if (end2 > reader.len)
                                    throw $RangeError("index out of range");
                                reader.len = end2;
                                key = "";
                                value = "";
                                while (reader.pos < end2) {
                                    let tag2 = reader.tag();
                                    wireType = tag2 & 7;
                                    switch (tag2 >>>= 3) {
                                    case 1:
                                        if (wireType !== 2)
                                            break;
                                        key = reader.stringVerify();
                                        continue;
                                    case 2:
                                        if (wireType !== 2)
                                            break;
                                        value = reader.stringVerify();
                                        continue;
                                    }
                                    reader.skipType(wireType, _depth, tag2);
                                }
                                if (reader.pos !== end2)
                                    throw $RangeError("index out of range");
                                reader.len = end;
                                if (key === "__proto__")
                                    $util.makeProp(message.meta, key);
                                message.meta[key] = value;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.idempotencyToken = value;
                                else
                                    delete message.idempotencyToken;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.priority = value;
                                else
                                    delete message.priority;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for JobDispatched
                 * @function getTypeUrl
                 * @memberof berth.log.v1.JobDispatched
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                JobDispatched.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.JobDispatched";
                };

                return JobDispatched;
            })();

            v1.LeadershipTaken = (function() {

                /**
                 * Properties of a LeadershipTaken.
                 * @typedef {Object} berth.log.v1.LeadershipTaken.$Properties
                 * @property {string|null} [role] LeadershipTaken role
                 * @property {number|null} [epoch] LeadershipTaken epoch
                 * @property {string|null} [holder] LeadershipTaken holder
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a LeadershipTaken.
                 * @memberof berth.log.v1
                 * @interface ILeadershipTaken
                 * @augments berth.log.v1.LeadershipTaken.$Properties
                 * @deprecated Use berth.log.v1.LeadershipTaken.$Properties instead.
                 */

                /**
                 * Shape of a LeadershipTaken.
                 * @typedef {berth.log.v1.LeadershipTaken.$Properties} berth.log.v1.LeadershipTaken.$Shape
                 */

                /**
                 * Constructs a new LeadershipTaken.
                 * @memberof berth.log.v1
                 * @classdesc Represents a LeadershipTaken.
                 * @constructor
                 * @param {berth.log.v1.LeadershipTaken.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const LeadershipTaken = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * LeadershipTaken role.
                 * @member {string} role
                 * @memberof berth.log.v1.LeadershipTaken
                 * @instance
                 */
                LeadershipTaken.prototype.role = "";

                /**
                 * LeadershipTaken epoch.
                 * @member {number} epoch
                 * @memberof berth.log.v1.LeadershipTaken
                 * @instance
                 */
                LeadershipTaken.prototype.epoch = 0;

                /**
                 * LeadershipTaken holder.
                 * @member {string} holder
                 * @memberof berth.log.v1.LeadershipTaken
                 * @instance
                 */
                LeadershipTaken.prototype.holder = "";

                /**
                 * Encodes the specified LeadershipTaken message. Does not implicitly {@link berth.log.v1.LeadershipTaken.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.LeadershipTaken
                 * @static
                 * @param {berth.log.v1.LeadershipTaken.$Properties} message LeadershipTaken message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                LeadershipTaken.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.role != null && $Object.hasOwnProperty.call(message, "role") && message.role !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.role);
                    if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && message.epoch !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.epoch);
                    if (message.holder != null && $Object.hasOwnProperty.call(message, "holder") && message.holder !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.holder);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a LeadershipTaken message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.LeadershipTaken
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.LeadershipTaken & berth.log.v1.LeadershipTaken.$Shape} LeadershipTaken
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                LeadershipTaken.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.LeadershipTaken();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.role = value;
                                else
                                    delete message.role;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.epoch = value;
                                else
                                    delete message.epoch;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.holder = value;
                                else
                                    delete message.holder;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for LeadershipTaken
                 * @function getTypeUrl
                 * @memberof berth.log.v1.LeadershipTaken
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                LeadershipTaken.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.LeadershipTaken";
                };

                return LeadershipTaken;
            })();

            v1.Ticked = (function() {

                /**
                 * Properties of a Ticked.
                 * @typedef {Object} berth.log.v1.Ticked.$Properties
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Ticked.
                 * @memberof berth.log.v1
                 * @interface ITicked
                 * @augments berth.log.v1.Ticked.$Properties
                 * @deprecated Use berth.log.v1.Ticked.$Properties instead.
                 */

                /**
                 * Shape of a Ticked.
                 * @typedef {berth.log.v1.Ticked.$Properties} berth.log.v1.Ticked.$Shape
                 */

                /**
                 * Constructs a new Ticked.
                 * @memberof berth.log.v1
                 * @classdesc Represents a Ticked.
                 * @constructor
                 * @param {berth.log.v1.Ticked.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Ticked = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Encodes the specified Ticked message. Does not implicitly {@link berth.log.v1.Ticked.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.Ticked
                 * @static
                 * @param {berth.log.v1.Ticked.$Properties} message Ticked message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Ticked.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Ticked message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.Ticked
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.Ticked & berth.log.v1.Ticked.$Shape} Ticked
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Ticked.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.Ticked();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for Ticked
                 * @function getTypeUrl
                 * @memberof berth.log.v1.Ticked
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                Ticked.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.Ticked";
                };

                return Ticked;
            })();

            v1.LevelRaised = (function() {

                /**
                 * Properties of a LevelRaised.
                 * @typedef {Object} berth.log.v1.LevelRaised.$Properties
                 * @property {number|null} [level] LevelRaised level
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a LevelRaised.
                 * @memberof berth.log.v1
                 * @interface ILevelRaised
                 * @augments berth.log.v1.LevelRaised.$Properties
                 * @deprecated Use berth.log.v1.LevelRaised.$Properties instead.
                 */

                /**
                 * Shape of a LevelRaised.
                 * @typedef {berth.log.v1.LevelRaised.$Properties} berth.log.v1.LevelRaised.$Shape
                 */

                /**
                 * Constructs a new LevelRaised.
                 * @memberof berth.log.v1
                 * @classdesc Represents a LevelRaised.
                 * @constructor
                 * @param {berth.log.v1.LevelRaised.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const LevelRaised = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * LevelRaised level.
                 * @member {number} level
                 * @memberof berth.log.v1.LevelRaised
                 * @instance
                 */
                LevelRaised.prototype.level = 0;

                /**
                 * Encodes the specified LevelRaised message. Does not implicitly {@link berth.log.v1.LevelRaised.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.LevelRaised
                 * @static
                 * @param {berth.log.v1.LevelRaised.$Properties} message LevelRaised message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                LevelRaised.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.level != null && $Object.hasOwnProperty.call(message, "level") && message.level !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.level);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a LevelRaised message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.LevelRaised
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.LevelRaised & berth.log.v1.LevelRaised.$Shape} LevelRaised
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                LevelRaised.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.LevelRaised();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.level = value;
                                else
                                    delete message.level;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for LevelRaised
                 * @function getTypeUrl
                 * @memberof berth.log.v1.LevelRaised
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                LevelRaised.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.LevelRaised";
                };

                return LevelRaised;
            })();

            v1.JobRegistered = (function() {

                /**
                 * Properties of a JobRegistered.
                 * @typedef {Object} berth.log.v1.JobRegistered.$Properties
                 * @property {Uint8Array|null} [job] JobRegistered job
                 * @property {boolean|null} [compressed] JobRegistered compressed
                 * @property {number|null} [expectedJobModifyIndex] JobRegistered expectedJobModifyIndex
                 * @property {Uint8Array|null} [submission] JobRegistered submission
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a JobRegistered.
                 * @memberof berth.log.v1
                 * @interface IJobRegistered
                 * @augments berth.log.v1.JobRegistered.$Properties
                 * @deprecated Use berth.log.v1.JobRegistered.$Properties instead.
                 */

                /**
                 * Shape of a JobRegistered.
                 * @typedef {berth.log.v1.JobRegistered.$Properties} berth.log.v1.JobRegistered.$Shape
                 */

                /**
                 * Constructs a new JobRegistered.
                 * @memberof berth.log.v1
                 * @classdesc Represents a JobRegistered.
                 * @constructor
                 * @param {berth.log.v1.JobRegistered.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const JobRegistered = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * JobRegistered job.
                 * @member {Uint8Array} job
                 * @memberof berth.log.v1.JobRegistered
                 * @instance
                 */
                JobRegistered.prototype.job = $util.newBuffer([]);

                /**
                 * JobRegistered compressed.
                 * @member {boolean} compressed
                 * @memberof berth.log.v1.JobRegistered
                 * @instance
                 */
                JobRegistered.prototype.compressed = false;

                /**
                 * JobRegistered expectedJobModifyIndex.
                 * @member {number|null|undefined} expectedJobModifyIndex
                 * @memberof berth.log.v1.JobRegistered
                 * @instance
                 */
                JobRegistered.prototype.expectedJobModifyIndex = null;

                /**
                 * JobRegistered submission.
                 * @member {Uint8Array} submission
                 * @memberof berth.log.v1.JobRegistered
                 * @instance
                 */
                JobRegistered.prototype.submission = $util.newBuffer([]);

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(JobRegistered.prototype, "_expectedJobModifyIndex", {
                    get: $util.oneOfGetter($oneOfFields = ["expectedJobModifyIndex"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Encodes the specified JobRegistered message. Does not implicitly {@link berth.log.v1.JobRegistered.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.JobRegistered
                 * @static
                 * @param {berth.log.v1.JobRegistered.$Properties} message JobRegistered message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                JobRegistered.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.job != null && $Object.hasOwnProperty.call(message, "job") && message.job.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.job);
                    if (message.compressed != null && $Object.hasOwnProperty.call(message, "compressed") && message.compressed !== false)
                        writer.uint32(/* id 2, wireType 0 =*/16).bool(message.compressed);
                    if (message.expectedJobModifyIndex != null && $Object.hasOwnProperty.call(message, "expectedJobModifyIndex"))
                        writer.uint32(/* id 3, wireType 1 =*/25).double(message.expectedJobModifyIndex);
                    if (message.submission != null && $Object.hasOwnProperty.call(message, "submission") && message.submission.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.submission);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a JobRegistered message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.JobRegistered
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.JobRegistered & berth.log.v1.JobRegistered.$Shape} JobRegistered
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                JobRegistered.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.JobRegistered();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.job = value;
                                else
                                    delete message.job;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.compressed = value;
                                else
                                    delete message.compressed;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 1)
                                    break;
                                message.expectedJobModifyIndex = reader.double();
                                message._expectedJobModifyIndex = "expectedJobModifyIndex";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.submission = value;
                                else
                                    delete message.submission;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for JobRegistered
                 * @function getTypeUrl
                 * @memberof berth.log.v1.JobRegistered
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                JobRegistered.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.JobRegistered";
                };

                return JobRegistered;
            })();

            v1.JobDeregistered = (function() {

                /**
                 * Properties of a JobDeregistered.
                 * @typedef {Object} berth.log.v1.JobDeregistered.$Properties
                 * @property {string|null} [namespace] JobDeregistered namespace
                 * @property {string|null} [jobId] JobDeregistered jobId
                 * @property {boolean|null} [purge] JobDeregistered purge
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a JobDeregistered.
                 * @memberof berth.log.v1
                 * @interface IJobDeregistered
                 * @augments berth.log.v1.JobDeregistered.$Properties
                 * @deprecated Use berth.log.v1.JobDeregistered.$Properties instead.
                 */

                /**
                 * Shape of a JobDeregistered.
                 * @typedef {berth.log.v1.JobDeregistered.$Properties} berth.log.v1.JobDeregistered.$Shape
                 */

                /**
                 * Constructs a new JobDeregistered.
                 * @memberof berth.log.v1
                 * @classdesc Represents a JobDeregistered.
                 * @constructor
                 * @param {berth.log.v1.JobDeregistered.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const JobDeregistered = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * JobDeregistered namespace.
                 * @member {string} namespace
                 * @memberof berth.log.v1.JobDeregistered
                 * @instance
                 */
                JobDeregistered.prototype.namespace = "";

                /**
                 * JobDeregistered jobId.
                 * @member {string} jobId
                 * @memberof berth.log.v1.JobDeregistered
                 * @instance
                 */
                JobDeregistered.prototype.jobId = "";

                /**
                 * JobDeregistered purge.
                 * @member {boolean} purge
                 * @memberof berth.log.v1.JobDeregistered
                 * @instance
                 */
                JobDeregistered.prototype.purge = false;

                /**
                 * Encodes the specified JobDeregistered message. Does not implicitly {@link berth.log.v1.JobDeregistered.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.JobDeregistered
                 * @static
                 * @param {berth.log.v1.JobDeregistered.$Properties} message JobDeregistered message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                JobDeregistered.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.namespace);
                    if (message.jobId != null && $Object.hasOwnProperty.call(message, "jobId") && message.jobId !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.jobId);
                    if (message.purge != null && $Object.hasOwnProperty.call(message, "purge") && message.purge !== false)
                        writer.uint32(/* id 3, wireType 0 =*/24).bool(message.purge);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a JobDeregistered message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.JobDeregistered
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.JobDeregistered & berth.log.v1.JobDeregistered.$Shape} JobDeregistered
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                JobDeregistered.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.JobDeregistered();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.namespace = value;
                                else
                                    delete message.namespace;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.jobId = value;
                                else
                                    delete message.jobId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.purge = value;
                                else
                                    delete message.purge;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for JobDeregistered
                 * @function getTypeUrl
                 * @memberof berth.log.v1.JobDeregistered
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                JobDeregistered.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.JobDeregistered";
                };

                return JobDeregistered;
            })();

            v1.JobEvaluationForced = (function() {

                /**
                 * Properties of a JobEvaluationForced.
                 * @typedef {Object} berth.log.v1.JobEvaluationForced.$Properties
                 * @property {string|null} [namespace] JobEvaluationForced namespace
                 * @property {string|null} [jobId] JobEvaluationForced jobId
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a JobEvaluationForced.
                 * @memberof berth.log.v1
                 * @interface IJobEvaluationForced
                 * @augments berth.log.v1.JobEvaluationForced.$Properties
                 * @deprecated Use berth.log.v1.JobEvaluationForced.$Properties instead.
                 */

                /**
                 * Shape of a JobEvaluationForced.
                 * @typedef {berth.log.v1.JobEvaluationForced.$Properties} berth.log.v1.JobEvaluationForced.$Shape
                 */

                /**
                 * Constructs a new JobEvaluationForced.
                 * @memberof berth.log.v1
                 * @classdesc Represents a JobEvaluationForced.
                 * @constructor
                 * @param {berth.log.v1.JobEvaluationForced.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const JobEvaluationForced = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * JobEvaluationForced namespace.
                 * @member {string} namespace
                 * @memberof berth.log.v1.JobEvaluationForced
                 * @instance
                 */
                JobEvaluationForced.prototype.namespace = "";

                /**
                 * JobEvaluationForced jobId.
                 * @member {string} jobId
                 * @memberof berth.log.v1.JobEvaluationForced
                 * @instance
                 */
                JobEvaluationForced.prototype.jobId = "";

                /**
                 * Encodes the specified JobEvaluationForced message. Does not implicitly {@link berth.log.v1.JobEvaluationForced.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.JobEvaluationForced
                 * @static
                 * @param {berth.log.v1.JobEvaluationForced.$Properties} message JobEvaluationForced message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                JobEvaluationForced.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.namespace);
                    if (message.jobId != null && $Object.hasOwnProperty.call(message, "jobId") && message.jobId !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.jobId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a JobEvaluationForced message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.JobEvaluationForced
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.JobEvaluationForced & berth.log.v1.JobEvaluationForced.$Shape} JobEvaluationForced
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                JobEvaluationForced.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.JobEvaluationForced();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.namespace = value;
                                else
                                    delete message.namespace;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.jobId = value;
                                else
                                    delete message.jobId;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for JobEvaluationForced
                 * @function getTypeUrl
                 * @memberof berth.log.v1.JobEvaluationForced
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                JobEvaluationForced.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.JobEvaluationForced";
                };

                return JobEvaluationForced;
            })();

            v1.JobScaled = (function() {

                /**
                 * Properties of a JobScaled.
                 * @typedef {Object} berth.log.v1.JobScaled.$Properties
                 * @property {string|null} [namespace] JobScaled namespace
                 * @property {string|null} [jobId] JobScaled jobId
                 * @property {string|null} [group] JobScaled group
                 * @property {number|null} [count] JobScaled count
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a JobScaled.
                 * @memberof berth.log.v1
                 * @interface IJobScaled
                 * @augments berth.log.v1.JobScaled.$Properties
                 * @deprecated Use berth.log.v1.JobScaled.$Properties instead.
                 */

                /**
                 * Shape of a JobScaled.
                 * @typedef {berth.log.v1.JobScaled.$Properties} berth.log.v1.JobScaled.$Shape
                 */

                /**
                 * Constructs a new JobScaled.
                 * @memberof berth.log.v1
                 * @classdesc Represents a JobScaled.
                 * @constructor
                 * @param {berth.log.v1.JobScaled.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const JobScaled = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * JobScaled namespace.
                 * @member {string} namespace
                 * @memberof berth.log.v1.JobScaled
                 * @instance
                 */
                JobScaled.prototype.namespace = "";

                /**
                 * JobScaled jobId.
                 * @member {string} jobId
                 * @memberof berth.log.v1.JobScaled
                 * @instance
                 */
                JobScaled.prototype.jobId = "";

                /**
                 * JobScaled group.
                 * @member {string} group
                 * @memberof berth.log.v1.JobScaled
                 * @instance
                 */
                JobScaled.prototype.group = "";

                /**
                 * JobScaled count.
                 * @member {number} count
                 * @memberof berth.log.v1.JobScaled
                 * @instance
                 */
                JobScaled.prototype.count = 0;

                /**
                 * Encodes the specified JobScaled message. Does not implicitly {@link berth.log.v1.JobScaled.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.JobScaled
                 * @static
                 * @param {berth.log.v1.JobScaled.$Properties} message JobScaled message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                JobScaled.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.namespace);
                    if (message.jobId != null && $Object.hasOwnProperty.call(message, "jobId") && message.jobId !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.jobId);
                    if (message.group != null && $Object.hasOwnProperty.call(message, "group") && message.group !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.group);
                    if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.count);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a JobScaled message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.JobScaled
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.JobScaled & berth.log.v1.JobScaled.$Shape} JobScaled
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                JobScaled.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.JobScaled();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.namespace = value;
                                else
                                    delete message.namespace;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.jobId = value;
                                else
                                    delete message.jobId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.group = value;
                                else
                                    delete message.group;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.count = value;
                                else
                                    delete message.count;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for JobScaled
                 * @function getTypeUrl
                 * @memberof berth.log.v1.JobScaled
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                JobScaled.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.JobScaled";
                };

                return JobScaled;
            })();

            v1.NodeRegistered = (function() {

                /**
                 * Properties of a NodeRegistered.
                 * @typedef {Object} berth.log.v1.NodeRegistered.$Properties
                 * @property {Uint8Array|null} [spec] NodeRegistered spec
                 * @property {string|null} [secretHash] NodeRegistered secretHash
                 * @property {Array.<berth.log.v1.Report.$Properties>|null} [inventory] NodeRegistered inventory
                 * @property {number|null} [counter] NodeRegistered counter
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a NodeRegistered.
                 * @memberof berth.log.v1
                 * @interface INodeRegistered
                 * @augments berth.log.v1.NodeRegistered.$Properties
                 * @deprecated Use berth.log.v1.NodeRegistered.$Properties instead.
                 */

                /**
                 * Shape of a NodeRegistered.
                 * @typedef {berth.log.v1.NodeRegistered.$Properties} berth.log.v1.NodeRegistered.$Shape
                 */

                /**
                 * Constructs a new NodeRegistered.
                 * @memberof berth.log.v1
                 * @classdesc Represents a NodeRegistered.
                 * @constructor
                 * @param {berth.log.v1.NodeRegistered.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const NodeRegistered = function (properties) {
                    this.inventory = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * NodeRegistered spec.
                 * @member {Uint8Array} spec
                 * @memberof berth.log.v1.NodeRegistered
                 * @instance
                 */
                NodeRegistered.prototype.spec = $util.newBuffer([]);

                /**
                 * NodeRegistered secretHash.
                 * @member {string} secretHash
                 * @memberof berth.log.v1.NodeRegistered
                 * @instance
                 */
                NodeRegistered.prototype.secretHash = "";

                /**
                 * NodeRegistered inventory.
                 * @member {Array.<berth.log.v1.Report.$Properties>} inventory
                 * @memberof berth.log.v1.NodeRegistered
                 * @instance
                 */
                NodeRegistered.prototype.inventory = $util.emptyArray;

                /**
                 * NodeRegistered counter.
                 * @member {number} counter
                 * @memberof berth.log.v1.NodeRegistered
                 * @instance
                 */
                NodeRegistered.prototype.counter = 0;

                /**
                 * Encodes the specified NodeRegistered message. Does not implicitly {@link berth.log.v1.NodeRegistered.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.NodeRegistered
                 * @static
                 * @param {berth.log.v1.NodeRegistered.$Properties} message NodeRegistered message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                NodeRegistered.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.spec != null && $Object.hasOwnProperty.call(message, "spec") && message.spec.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.spec);
                    if (message.secretHash != null && $Object.hasOwnProperty.call(message, "secretHash") && message.secretHash !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.secretHash);
                    if (message.inventory != null && message.inventory.length)
                        for (let i = 0; i < message.inventory.length; ++i)
                            $root.berth.log.v1.Report.encode(message.inventory[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.counter != null && $Object.hasOwnProperty.call(message, "counter") && !$Object.is(message.counter, 0))
                        writer.uint32(/* id 4, wireType 1 =*/33).double(message.counter);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a NodeRegistered message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.NodeRegistered
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.NodeRegistered & berth.log.v1.NodeRegistered.$Shape} NodeRegistered
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                NodeRegistered.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.NodeRegistered();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.spec = value;
                                else
                                    delete message.spec;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.secretHash = value;
                                else
                                    delete message.secretHash;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.inventory && message.inventory.length))
                                    message.inventory = [];
                                message.inventory.push($root.berth.log.v1.Report.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 4: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.counter = value;
                                else
                                    delete message.counter;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for NodeRegistered
                 * @function getTypeUrl
                 * @memberof berth.log.v1.NodeRegistered
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                NodeRegistered.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.NodeRegistered";
                };

                return NodeRegistered;
            })();

            v1.NodesMarkedDown = (function() {

                /**
                 * Properties of a NodesMarkedDown.
                 * @typedef {Object} berth.log.v1.NodesMarkedDown.$Properties
                 * @property {Array.<string>|null} [nodeIds] NodesMarkedDown nodeIds
                 * @property {Array.<number>|null} [registrationIndexes] NodesMarkedDown registrationIndexes
                 * @property {string|null} [reason] NodesMarkedDown reason
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a NodesMarkedDown.
                 * @memberof berth.log.v1
                 * @interface INodesMarkedDown
                 * @augments berth.log.v1.NodesMarkedDown.$Properties
                 * @deprecated Use berth.log.v1.NodesMarkedDown.$Properties instead.
                 */

                /**
                 * Shape of a NodesMarkedDown.
                 * @typedef {berth.log.v1.NodesMarkedDown.$Properties} berth.log.v1.NodesMarkedDown.$Shape
                 */

                /**
                 * Constructs a new NodesMarkedDown.
                 * @memberof berth.log.v1
                 * @classdesc Represents a NodesMarkedDown.
                 * @constructor
                 * @param {berth.log.v1.NodesMarkedDown.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const NodesMarkedDown = function (properties) {
                    this.nodeIds = [];
                    this.registrationIndexes = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * NodesMarkedDown nodeIds.
                 * @member {Array.<string>} nodeIds
                 * @memberof berth.log.v1.NodesMarkedDown
                 * @instance
                 */
                NodesMarkedDown.prototype.nodeIds = $util.emptyArray;

                /**
                 * NodesMarkedDown registrationIndexes.
                 * @member {Array.<number>} registrationIndexes
                 * @memberof berth.log.v1.NodesMarkedDown
                 * @instance
                 */
                NodesMarkedDown.prototype.registrationIndexes = $util.emptyArray;

                /**
                 * NodesMarkedDown reason.
                 * @member {string} reason
                 * @memberof berth.log.v1.NodesMarkedDown
                 * @instance
                 */
                NodesMarkedDown.prototype.reason = "";

                /**
                 * Encodes the specified NodesMarkedDown message. Does not implicitly {@link berth.log.v1.NodesMarkedDown.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.NodesMarkedDown
                 * @static
                 * @param {berth.log.v1.NodesMarkedDown.$Properties} message NodesMarkedDown message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                NodesMarkedDown.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.nodeIds != null && message.nodeIds.length)
                        for (let i = 0; i < message.nodeIds.length; ++i)
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.nodeIds[i]);
                    if (message.registrationIndexes != null && message.registrationIndexes.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).doubles(message.registrationIndexes);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.reason);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a NodesMarkedDown message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.NodesMarkedDown
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.NodesMarkedDown & berth.log.v1.NodesMarkedDown.$Shape} NodesMarkedDown
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                NodesMarkedDown.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.NodesMarkedDown();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.nodeIds && message.nodeIds.length))
                                    message.nodeIds = [];
                                message.nodeIds.push(reader.stringVerify());
                                continue;
                            }
                        case 2: {
                                if (wireType === 2) {
                                    if (!(message.registrationIndexes && message.registrationIndexes.length))
                                        message.registrationIndexes = [];
                                    reader.doubles(message.registrationIndexes);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.registrationIndexes && message.registrationIndexes.length))
                                    message.registrationIndexes = [];
                                message.registrationIndexes.push(reader.double());
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for NodesMarkedDown
                 * @function getTypeUrl
                 * @memberof berth.log.v1.NodesMarkedDown
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                NodesMarkedDown.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.NodesMarkedDown";
                };

                return NodesMarkedDown;
            })();

            v1.NodeEligibilitySet = (function() {

                /**
                 * Properties of a NodeEligibilitySet.
                 * @typedef {Object} berth.log.v1.NodeEligibilitySet.$Properties
                 * @property {string|null} [nodeId] NodeEligibilitySet nodeId
                 * @property {string|null} [eligibility] NodeEligibilitySet eligibility
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a NodeEligibilitySet.
                 * @memberof berth.log.v1
                 * @interface INodeEligibilitySet
                 * @augments berth.log.v1.NodeEligibilitySet.$Properties
                 * @deprecated Use berth.log.v1.NodeEligibilitySet.$Properties instead.
                 */

                /**
                 * Shape of a NodeEligibilitySet.
                 * @typedef {berth.log.v1.NodeEligibilitySet.$Properties} berth.log.v1.NodeEligibilitySet.$Shape
                 */

                /**
                 * Constructs a new NodeEligibilitySet.
                 * @memberof berth.log.v1
                 * @classdesc Represents a NodeEligibilitySet.
                 * @constructor
                 * @param {berth.log.v1.NodeEligibilitySet.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const NodeEligibilitySet = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * NodeEligibilitySet nodeId.
                 * @member {string} nodeId
                 * @memberof berth.log.v1.NodeEligibilitySet
                 * @instance
                 */
                NodeEligibilitySet.prototype.nodeId = "";

                /**
                 * NodeEligibilitySet eligibility.
                 * @member {string} eligibility
                 * @memberof berth.log.v1.NodeEligibilitySet
                 * @instance
                 */
                NodeEligibilitySet.prototype.eligibility = "";

                /**
                 * Encodes the specified NodeEligibilitySet message. Does not implicitly {@link berth.log.v1.NodeEligibilitySet.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.NodeEligibilitySet
                 * @static
                 * @param {berth.log.v1.NodeEligibilitySet.$Properties} message NodeEligibilitySet message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                NodeEligibilitySet.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.nodeId != null && $Object.hasOwnProperty.call(message, "nodeId") && message.nodeId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.nodeId);
                    if (message.eligibility != null && $Object.hasOwnProperty.call(message, "eligibility") && message.eligibility !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.eligibility);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a NodeEligibilitySet message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.NodeEligibilitySet
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.NodeEligibilitySet & berth.log.v1.NodeEligibilitySet.$Shape} NodeEligibilitySet
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                NodeEligibilitySet.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.NodeEligibilitySet();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.nodeId = value;
                                else
                                    delete message.nodeId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.eligibility = value;
                                else
                                    delete message.eligibility;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for NodeEligibilitySet
                 * @function getTypeUrl
                 * @memberof berth.log.v1.NodeEligibilitySet
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                NodeEligibilitySet.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.NodeEligibilitySet";
                };

                return NodeEligibilitySet;
            })();

            v1.NodePurged = (function() {

                /**
                 * Properties of a NodePurged.
                 * @typedef {Object} berth.log.v1.NodePurged.$Properties
                 * @property {string|null} [nodeId] NodePurged nodeId
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a NodePurged.
                 * @memberof berth.log.v1
                 * @interface INodePurged
                 * @augments berth.log.v1.NodePurged.$Properties
                 * @deprecated Use berth.log.v1.NodePurged.$Properties instead.
                 */

                /**
                 * Shape of a NodePurged.
                 * @typedef {berth.log.v1.NodePurged.$Properties} berth.log.v1.NodePurged.$Shape
                 */

                /**
                 * Constructs a new NodePurged.
                 * @memberof berth.log.v1
                 * @classdesc Represents a NodePurged.
                 * @constructor
                 * @param {berth.log.v1.NodePurged.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const NodePurged = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * NodePurged nodeId.
                 * @member {string} nodeId
                 * @memberof berth.log.v1.NodePurged
                 * @instance
                 */
                NodePurged.prototype.nodeId = "";

                /**
                 * Encodes the specified NodePurged message. Does not implicitly {@link berth.log.v1.NodePurged.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.NodePurged
                 * @static
                 * @param {berth.log.v1.NodePurged.$Properties} message NodePurged message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                NodePurged.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.nodeId != null && $Object.hasOwnProperty.call(message, "nodeId") && message.nodeId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.nodeId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a NodePurged message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.NodePurged
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.NodePurged & berth.log.v1.NodePurged.$Shape} NodePurged
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                NodePurged.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.NodePurged();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.nodeId = value;
                                else
                                    delete message.nodeId;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for NodePurged
                 * @function getTypeUrl
                 * @memberof berth.log.v1.NodePurged
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                NodePurged.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.NodePurged";
                };

                return NodePurged;
            })();

            v1.Report = (function() {

                /**
                 * Properties of a Report.
                 * @typedef {Object} berth.log.v1.Report.$Properties
                 * @property {string|null} [allocationId] Report allocationId
                 * @property {number|null} [revision] Report revision
                 * @property {number|null} [clientStatus] Report clientStatus
                 * @property {string|null} [description] Report description
                 * @property {Uint8Array|null} [taskStates] Report taskStates
                 * @property {Uint8Array|null} [checks] Report checks
                 * @property {number|null} [health] Report health
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Report.
                 * @memberof berth.log.v1
                 * @interface IReport
                 * @augments berth.log.v1.Report.$Properties
                 * @deprecated Use berth.log.v1.Report.$Properties instead.
                 */

                /**
                 * Shape of a Report.
                 * @typedef {berth.log.v1.Report.$Properties} berth.log.v1.Report.$Shape
                 */

                /**
                 * Constructs a new Report.
                 * @memberof berth.log.v1
                 * @classdesc Represents a Report.
                 * @constructor
                 * @param {berth.log.v1.Report.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Report = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Report allocationId.
                 * @member {string} allocationId
                 * @memberof berth.log.v1.Report
                 * @instance
                 */
                Report.prototype.allocationId = "";

                /**
                 * Report revision.
                 * @member {number} revision
                 * @memberof berth.log.v1.Report
                 * @instance
                 */
                Report.prototype.revision = 0;

                /**
                 * Report clientStatus.
                 * @member {number} clientStatus
                 * @memberof berth.log.v1.Report
                 * @instance
                 */
                Report.prototype.clientStatus = 0;

                /**
                 * Report description.
                 * @member {string} description
                 * @memberof berth.log.v1.Report
                 * @instance
                 */
                Report.prototype.description = "";

                /**
                 * Report taskStates.
                 * @member {Uint8Array} taskStates
                 * @memberof berth.log.v1.Report
                 * @instance
                 */
                Report.prototype.taskStates = $util.newBuffer([]);

                /**
                 * Report checks.
                 * @member {Uint8Array} checks
                 * @memberof berth.log.v1.Report
                 * @instance
                 */
                Report.prototype.checks = $util.newBuffer([]);

                /**
                 * Report health.
                 * @member {number} health
                 * @memberof berth.log.v1.Report
                 * @instance
                 */
                Report.prototype.health = 0;

                /**
                 * Encodes the specified Report message. Does not implicitly {@link berth.log.v1.Report.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.Report
                 * @static
                 * @param {berth.log.v1.Report.$Properties} message Report message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Report.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.allocationId != null && $Object.hasOwnProperty.call(message, "allocationId") && message.allocationId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.allocationId);
                    if (message.revision != null && $Object.hasOwnProperty.call(message, "revision") && message.revision !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.revision);
                    if (message.clientStatus != null && $Object.hasOwnProperty.call(message, "clientStatus") && message.clientStatus !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.clientStatus);
                    if (message.description != null && $Object.hasOwnProperty.call(message, "description") && message.description !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.description);
                    if (message.taskStates != null && $Object.hasOwnProperty.call(message, "taskStates") && message.taskStates.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.taskStates);
                    if (message.checks != null && $Object.hasOwnProperty.call(message, "checks") && message.checks.length)
                        writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.checks);
                    if (message.health != null && $Object.hasOwnProperty.call(message, "health") && message.health !== 0)
                        writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.health);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Report message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.Report
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.Report & berth.log.v1.Report.$Shape} Report
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Report.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.Report();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.allocationId = value;
                                else
                                    delete message.allocationId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.revision = value;
                                else
                                    delete message.revision;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.clientStatus = value;
                                else
                                    delete message.clientStatus;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.description = value;
                                else
                                    delete message.description;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.taskStates = value;
                                else
                                    delete message.taskStates;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.checks = value;
                                else
                                    delete message.checks;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.health = value;
                                else
                                    delete message.health;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for Report
                 * @function getTypeUrl
                 * @memberof berth.log.v1.Report
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                Report.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.Report";
                };

                return Report;
            })();

            v1.AllocationsReported = (function() {

                /**
                 * Properties of an AllocationsReported.
                 * @typedef {Object} berth.log.v1.AllocationsReported.$Properties
                 * @property {string|null} [nodeId] AllocationsReported nodeId
                 * @property {number|null} [registrationIndex] AllocationsReported registrationIndex
                 * @property {Array.<berth.log.v1.Report.$Properties>|null} [reports] AllocationsReported reports
                 * @property {berth.log.v1.ReportColumns.$Properties|null} [columns] AllocationsReported columns
                 * @property {berth.log.v1.ReportRows.$Properties|null} [rows] AllocationsReported rows
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an AllocationsReported.
                 * @memberof berth.log.v1
                 * @interface IAllocationsReported
                 * @augments berth.log.v1.AllocationsReported.$Properties
                 * @deprecated Use berth.log.v1.AllocationsReported.$Properties instead.
                 */

                /**
                 * Shape of an AllocationsReported.
                 * @typedef {berth.log.v1.AllocationsReported.$Properties} berth.log.v1.AllocationsReported.$Shape
                 */

                /**
                 * Constructs a new AllocationsReported.
                 * @memberof berth.log.v1
                 * @classdesc Represents an AllocationsReported.
                 * @constructor
                 * @param {berth.log.v1.AllocationsReported.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const AllocationsReported = function (properties) {
                    this.reports = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * AllocationsReported nodeId.
                 * @member {string} nodeId
                 * @memberof berth.log.v1.AllocationsReported
                 * @instance
                 */
                AllocationsReported.prototype.nodeId = "";

                /**
                 * AllocationsReported registrationIndex.
                 * @member {number} registrationIndex
                 * @memberof berth.log.v1.AllocationsReported
                 * @instance
                 */
                AllocationsReported.prototype.registrationIndex = 0;

                /**
                 * AllocationsReported reports.
                 * @member {Array.<berth.log.v1.Report.$Properties>} reports
                 * @memberof berth.log.v1.AllocationsReported
                 * @instance
                 */
                AllocationsReported.prototype.reports = $util.emptyArray;

                /**
                 * AllocationsReported columns.
                 * @member {berth.log.v1.ReportColumns.$Properties|null|undefined} columns
                 * @memberof berth.log.v1.AllocationsReported
                 * @instance
                 */
                AllocationsReported.prototype.columns = null;

                /**
                 * AllocationsReported rows.
                 * @member {berth.log.v1.ReportRows.$Properties|null|undefined} rows
                 * @memberof berth.log.v1.AllocationsReported
                 * @instance
                 */
                AllocationsReported.prototype.rows = null;

                /**
                 * Encodes the specified AllocationsReported message. Does not implicitly {@link berth.log.v1.AllocationsReported.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.AllocationsReported
                 * @static
                 * @param {berth.log.v1.AllocationsReported.$Properties} message AllocationsReported message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                AllocationsReported.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.nodeId != null && $Object.hasOwnProperty.call(message, "nodeId") && message.nodeId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.nodeId);
                    if (message.registrationIndex != null && $Object.hasOwnProperty.call(message, "registrationIndex") && !$Object.is(message.registrationIndex, 0))
                        writer.uint32(/* id 2, wireType 1 =*/17).double(message.registrationIndex);
                    if (message.reports != null && message.reports.length)
                        for (let i = 0; i < message.reports.length; ++i)
                            $root.berth.log.v1.Report.encode(message.reports[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.columns != null && $Object.hasOwnProperty.call(message, "columns"))
                        $root.berth.log.v1.ReportColumns.encode(message.columns, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.rows != null && $Object.hasOwnProperty.call(message, "rows"))
                        $root.berth.log.v1.ReportRows.encode(message.rows, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an AllocationsReported message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.AllocationsReported
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.AllocationsReported & berth.log.v1.AllocationsReported.$Shape} AllocationsReported
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                AllocationsReported.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.AllocationsReported();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.nodeId = value;
                                else
                                    delete message.nodeId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.registrationIndex = value;
                                else
                                    delete message.registrationIndex;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.reports && message.reports.length))
                                    message.reports = [];
                                message.reports.push($root.berth.log.v1.Report.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.columns = $root.berth.log.v1.ReportColumns.decode(reader, reader.size(), $undefined, _depth + 1, message.columns);
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.rows = $root.berth.log.v1.ReportRows.decode(reader, reader.size(), $undefined, _depth + 1, message.rows);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for AllocationsReported
                 * @function getTypeUrl
                 * @memberof berth.log.v1.AllocationsReported
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                AllocationsReported.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.AllocationsReported";
                };

                return AllocationsReported;
            })();

            v1.ReportRows = (function() {

                /**
                 * Properties of a ReportRows.
                 * @typedef {Object} berth.log.v1.ReportRows.$Properties
                 * @property {Uint8Array|null} [ids] ReportRows ids
                 * @property {Uint8Array|null} [revisions] ReportRows revisions
                 * @property {Uint8Array|null} [clientStatuses] ReportRows clientStatuses
                 * @property {Uint8Array|null} [healths] ReportRows healths
                 * @property {Array.<string>|null} [descriptions] ReportRows descriptions
                 * @property {Uint8Array|null} [descriptionRefs] ReportRows descriptionRefs
                 * @property {Array.<Uint8Array>|null} [patterns] ReportRows patterns
                 * @property {Uint8Array|null} [patternRefs] ReportRows patternRefs
                 * @property {Uint8Array|null} [firstTimesMs] ReportRows firstTimesMs
                 * @property {Uint8Array|null} [timeSteps] ReportRows timeSteps
                 * @property {Array.<Uint8Array>|null} [checks] ReportRows checks
                 * @property {Uint8Array|null} [checkRefs] ReportRows checkRefs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ReportRows.
                 * @memberof berth.log.v1
                 * @interface IReportRows
                 * @augments berth.log.v1.ReportRows.$Properties
                 * @deprecated Use berth.log.v1.ReportRows.$Properties instead.
                 */

                /**
                 * Shape of a ReportRows.
                 * @typedef {berth.log.v1.ReportRows.$Properties} berth.log.v1.ReportRows.$Shape
                 */

                /**
                 * Constructs a new ReportRows.
                 * @memberof berth.log.v1
                 * @classdesc Represents a ReportRows.
                 * @constructor
                 * @param {berth.log.v1.ReportRows.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ReportRows = function (properties) {
                    this.descriptions = [];
                    this.patterns = [];
                    this.checks = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ReportRows ids.
                 * @member {Uint8Array} ids
                 * @memberof berth.log.v1.ReportRows
                 * @instance
                 */
                ReportRows.prototype.ids = $util.newBuffer([]);

                /**
                 * ReportRows revisions.
                 * @member {Uint8Array} revisions
                 * @memberof berth.log.v1.ReportRows
                 * @instance
                 */
                ReportRows.prototype.revisions = $util.newBuffer([]);

                /**
                 * ReportRows clientStatuses.
                 * @member {Uint8Array} clientStatuses
                 * @memberof berth.log.v1.ReportRows
                 * @instance
                 */
                ReportRows.prototype.clientStatuses = $util.newBuffer([]);

                /**
                 * ReportRows healths.
                 * @member {Uint8Array} healths
                 * @memberof berth.log.v1.ReportRows
                 * @instance
                 */
                ReportRows.prototype.healths = $util.newBuffer([]);

                /**
                 * ReportRows descriptions.
                 * @member {Array.<string>} descriptions
                 * @memberof berth.log.v1.ReportRows
                 * @instance
                 */
                ReportRows.prototype.descriptions = $util.emptyArray;

                /**
                 * ReportRows descriptionRefs.
                 * @member {Uint8Array} descriptionRefs
                 * @memberof berth.log.v1.ReportRows
                 * @instance
                 */
                ReportRows.prototype.descriptionRefs = $util.newBuffer([]);

                /**
                 * ReportRows patterns.
                 * @member {Array.<Uint8Array>} patterns
                 * @memberof berth.log.v1.ReportRows
                 * @instance
                 */
                ReportRows.prototype.patterns = $util.emptyArray;

                /**
                 * ReportRows patternRefs.
                 * @member {Uint8Array} patternRefs
                 * @memberof berth.log.v1.ReportRows
                 * @instance
                 */
                ReportRows.prototype.patternRefs = $util.newBuffer([]);

                /**
                 * ReportRows firstTimesMs.
                 * @member {Uint8Array} firstTimesMs
                 * @memberof berth.log.v1.ReportRows
                 * @instance
                 */
                ReportRows.prototype.firstTimesMs = $util.newBuffer([]);

                /**
                 * ReportRows timeSteps.
                 * @member {Uint8Array} timeSteps
                 * @memberof berth.log.v1.ReportRows
                 * @instance
                 */
                ReportRows.prototype.timeSteps = $util.newBuffer([]);

                /**
                 * ReportRows checks.
                 * @member {Array.<Uint8Array>} checks
                 * @memberof berth.log.v1.ReportRows
                 * @instance
                 */
                ReportRows.prototype.checks = $util.emptyArray;

                /**
                 * ReportRows checkRefs.
                 * @member {Uint8Array} checkRefs
                 * @memberof berth.log.v1.ReportRows
                 * @instance
                 */
                ReportRows.prototype.checkRefs = $util.newBuffer([]);

                /**
                 * Encodes the specified ReportRows message. Does not implicitly {@link berth.log.v1.ReportRows.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.ReportRows
                 * @static
                 * @param {berth.log.v1.ReportRows.$Properties} message ReportRows message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ReportRows.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.ids != null && $Object.hasOwnProperty.call(message, "ids") && message.ids.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.ids);
                    if (message.revisions != null && $Object.hasOwnProperty.call(message, "revisions") && message.revisions.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.revisions);
                    if (message.clientStatuses != null && $Object.hasOwnProperty.call(message, "clientStatuses") && message.clientStatuses.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.clientStatuses);
                    if (message.healths != null && $Object.hasOwnProperty.call(message, "healths") && message.healths.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.healths);
                    if (message.descriptions != null && message.descriptions.length)
                        for (let i = 0; i < message.descriptions.length; ++i)
                            writer.uint32(/* id 5, wireType 2 =*/42).string(message.descriptions[i]);
                    if (message.descriptionRefs != null && $Object.hasOwnProperty.call(message, "descriptionRefs") && message.descriptionRefs.length)
                        writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.descriptionRefs);
                    if (message.patterns != null && message.patterns.length)
                        for (let i = 0; i < message.patterns.length; ++i)
                            writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.patterns[i]);
                    if (message.patternRefs != null && $Object.hasOwnProperty.call(message, "patternRefs") && message.patternRefs.length)
                        writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.patternRefs);
                    if (message.firstTimesMs != null && $Object.hasOwnProperty.call(message, "firstTimesMs") && message.firstTimesMs.length)
                        writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.firstTimesMs);
                    if (message.timeSteps != null && $Object.hasOwnProperty.call(message, "timeSteps") && message.timeSteps.length)
                        writer.uint32(/* id 10, wireType 2 =*/82).bytes(message.timeSteps);
                    if (message.checks != null && message.checks.length)
                        for (let i = 0; i < message.checks.length; ++i)
                            writer.uint32(/* id 11, wireType 2 =*/90).bytes(message.checks[i]);
                    if (message.checkRefs != null && $Object.hasOwnProperty.call(message, "checkRefs") && message.checkRefs.length)
                        writer.uint32(/* id 12, wireType 2 =*/98).bytes(message.checkRefs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ReportRows message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.ReportRows
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.ReportRows & berth.log.v1.ReportRows.$Shape} ReportRows
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ReportRows.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.ReportRows();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.ids = value;
                                else
                                    delete message.ids;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.revisions = value;
                                else
                                    delete message.revisions;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.clientStatuses = value;
                                else
                                    delete message.clientStatuses;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.healths = value;
                                else
                                    delete message.healths;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.descriptions && message.descriptions.length))
                                    message.descriptions = [];
                                message.descriptions.push(reader.stringVerify());
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.descriptionRefs = value;
                                else
                                    delete message.descriptionRefs;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.patterns && message.patterns.length))
                                    message.patterns = [];
                                message.patterns.push(reader.bytes());
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.patternRefs = value;
                                else
                                    delete message.patternRefs;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.firstTimesMs = value;
                                else
                                    delete message.firstTimesMs;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.timeSteps = value;
                                else
                                    delete message.timeSteps;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.checks && message.checks.length))
                                    message.checks = [];
                                message.checks.push(reader.bytes());
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.checkRefs = value;
                                else
                                    delete message.checkRefs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for ReportRows
                 * @function getTypeUrl
                 * @memberof berth.log.v1.ReportRows
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                ReportRows.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.ReportRows";
                };

                return ReportRows;
            })();

            v1.ReportColumns = (function() {

                /**
                 * Properties of a ReportColumns.
                 * @typedef {Object} berth.log.v1.ReportColumns.$Properties
                 * @property {string|null} [allocationIds] ReportColumns allocationIds
                 * @property {Uint8Array|null} [revisions] ReportColumns revisions
                 * @property {Uint8Array|null} [clientStatuses] ReportColumns clientStatuses
                 * @property {Uint8Array|null} [healths] ReportColumns healths
                 * @property {Array.<string>|null} [descriptions] ReportColumns descriptions
                 * @property {Uint8Array|null} [descriptionRefs] ReportColumns descriptionRefs
                 * @property {Array.<Uint8Array>|null} [taskStates] ReportColumns taskStates
                 * @property {Uint8Array|null} [taskStateRefs] ReportColumns taskStateRefs
                 * @property {Uint8Array|null} [startsMs] ReportColumns startsMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ReportColumns.
                 * @memberof berth.log.v1
                 * @interface IReportColumns
                 * @augments berth.log.v1.ReportColumns.$Properties
                 * @deprecated Use berth.log.v1.ReportColumns.$Properties instead.
                 */

                /**
                 * Shape of a ReportColumns.
                 * @typedef {berth.log.v1.ReportColumns.$Properties} berth.log.v1.ReportColumns.$Shape
                 */

                /**
                 * Constructs a new ReportColumns.
                 * @memberof berth.log.v1
                 * @classdesc Represents a ReportColumns.
                 * @constructor
                 * @param {berth.log.v1.ReportColumns.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ReportColumns = function (properties) {
                    this.descriptions = [];
                    this.taskStates = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ReportColumns allocationIds.
                 * @member {string} allocationIds
                 * @memberof berth.log.v1.ReportColumns
                 * @instance
                 */
                ReportColumns.prototype.allocationIds = "";

                /**
                 * ReportColumns revisions.
                 * @member {Uint8Array} revisions
                 * @memberof berth.log.v1.ReportColumns
                 * @instance
                 */
                ReportColumns.prototype.revisions = $util.newBuffer([]);

                /**
                 * ReportColumns clientStatuses.
                 * @member {Uint8Array} clientStatuses
                 * @memberof berth.log.v1.ReportColumns
                 * @instance
                 */
                ReportColumns.prototype.clientStatuses = $util.newBuffer([]);

                /**
                 * ReportColumns healths.
                 * @member {Uint8Array} healths
                 * @memberof berth.log.v1.ReportColumns
                 * @instance
                 */
                ReportColumns.prototype.healths = $util.newBuffer([]);

                /**
                 * ReportColumns descriptions.
                 * @member {Array.<string>} descriptions
                 * @memberof berth.log.v1.ReportColumns
                 * @instance
                 */
                ReportColumns.prototype.descriptions = $util.emptyArray;

                /**
                 * ReportColumns descriptionRefs.
                 * @member {Uint8Array} descriptionRefs
                 * @memberof berth.log.v1.ReportColumns
                 * @instance
                 */
                ReportColumns.prototype.descriptionRefs = $util.newBuffer([]);

                /**
                 * ReportColumns taskStates.
                 * @member {Array.<Uint8Array>} taskStates
                 * @memberof berth.log.v1.ReportColumns
                 * @instance
                 */
                ReportColumns.prototype.taskStates = $util.emptyArray;

                /**
                 * ReportColumns taskStateRefs.
                 * @member {Uint8Array} taskStateRefs
                 * @memberof berth.log.v1.ReportColumns
                 * @instance
                 */
                ReportColumns.prototype.taskStateRefs = $util.newBuffer([]);

                /**
                 * ReportColumns startsMs.
                 * @member {Uint8Array} startsMs
                 * @memberof berth.log.v1.ReportColumns
                 * @instance
                 */
                ReportColumns.prototype.startsMs = $util.newBuffer([]);

                /**
                 * Encodes the specified ReportColumns message. Does not implicitly {@link berth.log.v1.ReportColumns.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.ReportColumns
                 * @static
                 * @param {berth.log.v1.ReportColumns.$Properties} message ReportColumns message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ReportColumns.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.allocationIds != null && $Object.hasOwnProperty.call(message, "allocationIds") && message.allocationIds !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.allocationIds);
                    if (message.revisions != null && $Object.hasOwnProperty.call(message, "revisions") && message.revisions.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.revisions);
                    if (message.clientStatuses != null && $Object.hasOwnProperty.call(message, "clientStatuses") && message.clientStatuses.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.clientStatuses);
                    if (message.healths != null && $Object.hasOwnProperty.call(message, "healths") && message.healths.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.healths);
                    if (message.descriptions != null && message.descriptions.length)
                        for (let i = 0; i < message.descriptions.length; ++i)
                            writer.uint32(/* id 5, wireType 2 =*/42).string(message.descriptions[i]);
                    if (message.descriptionRefs != null && $Object.hasOwnProperty.call(message, "descriptionRefs") && message.descriptionRefs.length)
                        writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.descriptionRefs);
                    if (message.taskStates != null && message.taskStates.length)
                        for (let i = 0; i < message.taskStates.length; ++i)
                            writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.taskStates[i]);
                    if (message.taskStateRefs != null && $Object.hasOwnProperty.call(message, "taskStateRefs") && message.taskStateRefs.length)
                        writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.taskStateRefs);
                    if (message.startsMs != null && $Object.hasOwnProperty.call(message, "startsMs") && message.startsMs.length)
                        writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.startsMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ReportColumns message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.ReportColumns
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.ReportColumns & berth.log.v1.ReportColumns.$Shape} ReportColumns
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ReportColumns.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.ReportColumns();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.allocationIds = value;
                                else
                                    delete message.allocationIds;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.revisions = value;
                                else
                                    delete message.revisions;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.clientStatuses = value;
                                else
                                    delete message.clientStatuses;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.healths = value;
                                else
                                    delete message.healths;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.descriptions && message.descriptions.length))
                                    message.descriptions = [];
                                message.descriptions.push(reader.stringVerify());
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.descriptionRefs = value;
                                else
                                    delete message.descriptionRefs;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.taskStates && message.taskStates.length))
                                    message.taskStates = [];
                                message.taskStates.push(reader.bytes());
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.taskStateRefs = value;
                                else
                                    delete message.taskStateRefs;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.startsMs = value;
                                else
                                    delete message.startsMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for ReportColumns
                 * @function getTypeUrl
                 * @memberof berth.log.v1.ReportColumns
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                ReportColumns.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.ReportColumns";
                };

                return ReportColumns;
            })();

            v1.AllocationsStopRequested = (function() {

                /**
                 * Properties of an AllocationsStopRequested.
                 * @typedef {Object} berth.log.v1.AllocationsStopRequested.$Properties
                 * @property {Array.<string>|null} [allocationIds] AllocationsStopRequested allocationIds
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an AllocationsStopRequested.
                 * @memberof berth.log.v1
                 * @interface IAllocationsStopRequested
                 * @augments berth.log.v1.AllocationsStopRequested.$Properties
                 * @deprecated Use berth.log.v1.AllocationsStopRequested.$Properties instead.
                 */

                /**
                 * Shape of an AllocationsStopRequested.
                 * @typedef {berth.log.v1.AllocationsStopRequested.$Properties} berth.log.v1.AllocationsStopRequested.$Shape
                 */

                /**
                 * Constructs a new AllocationsStopRequested.
                 * @memberof berth.log.v1
                 * @classdesc Represents an AllocationsStopRequested.
                 * @constructor
                 * @param {berth.log.v1.AllocationsStopRequested.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const AllocationsStopRequested = function (properties) {
                    this.allocationIds = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * AllocationsStopRequested allocationIds.
                 * @member {Array.<string>} allocationIds
                 * @memberof berth.log.v1.AllocationsStopRequested
                 * @instance
                 */
                AllocationsStopRequested.prototype.allocationIds = $util.emptyArray;

                /**
                 * Encodes the specified AllocationsStopRequested message. Does not implicitly {@link berth.log.v1.AllocationsStopRequested.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.AllocationsStopRequested
                 * @static
                 * @param {berth.log.v1.AllocationsStopRequested.$Properties} message AllocationsStopRequested message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                AllocationsStopRequested.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.allocationIds != null && message.allocationIds.length)
                        for (let i = 0; i < message.allocationIds.length; ++i)
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.allocationIds[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an AllocationsStopRequested message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.AllocationsStopRequested
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.AllocationsStopRequested & berth.log.v1.AllocationsStopRequested.$Shape} AllocationsStopRequested
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                AllocationsStopRequested.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.AllocationsStopRequested();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.allocationIds && message.allocationIds.length))
                                    message.allocationIds = [];
                                message.allocationIds.push(reader.stringVerify());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for AllocationsStopRequested
                 * @function getTypeUrl
                 * @memberof berth.log.v1.AllocationsStopRequested
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                AllocationsStopRequested.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.AllocationsStopRequested";
                };

                return AllocationsStopRequested;
            })();

            v1.PlansCommitted = (function() {

                /**
                 * Properties of a PlansCommitted.
                 * @typedef {Object} berth.log.v1.PlansCommitted.$Properties
                 * @property {number|null} [verifiedThrough] PlansCommitted verifiedThrough
                 * @property {Array.<berth.log.v1.Plan.$Properties>|null} [plans] PlansCommitted plans
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PlansCommitted.
                 * @memberof berth.log.v1
                 * @interface IPlansCommitted
                 * @augments berth.log.v1.PlansCommitted.$Properties
                 * @deprecated Use berth.log.v1.PlansCommitted.$Properties instead.
                 */

                /**
                 * Shape of a PlansCommitted.
                 * @typedef {berth.log.v1.PlansCommitted.$Properties} berth.log.v1.PlansCommitted.$Shape
                 */

                /**
                 * Constructs a new PlansCommitted.
                 * @memberof berth.log.v1
                 * @classdesc Represents a PlansCommitted.
                 * @constructor
                 * @param {berth.log.v1.PlansCommitted.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PlansCommitted = function (properties) {
                    this.plans = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PlansCommitted verifiedThrough.
                 * @member {number} verifiedThrough
                 * @memberof berth.log.v1.PlansCommitted
                 * @instance
                 */
                PlansCommitted.prototype.verifiedThrough = 0;

                /**
                 * PlansCommitted plans.
                 * @member {Array.<berth.log.v1.Plan.$Properties>} plans
                 * @memberof berth.log.v1.PlansCommitted
                 * @instance
                 */
                PlansCommitted.prototype.plans = $util.emptyArray;

                /**
                 * Encodes the specified PlansCommitted message. Does not implicitly {@link berth.log.v1.PlansCommitted.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.PlansCommitted
                 * @static
                 * @param {berth.log.v1.PlansCommitted.$Properties} message PlansCommitted message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PlansCommitted.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.verifiedThrough != null && $Object.hasOwnProperty.call(message, "verifiedThrough") && !$Object.is(message.verifiedThrough, 0))
                        writer.uint32(/* id 1, wireType 1 =*/9).double(message.verifiedThrough);
                    if (message.plans != null && message.plans.length)
                        for (let i = 0; i < message.plans.length; ++i)
                            $root.berth.log.v1.Plan.encode(message.plans[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PlansCommitted message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.PlansCommitted
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.PlansCommitted & berth.log.v1.PlansCommitted.$Shape} PlansCommitted
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PlansCommitted.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.PlansCommitted();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.verifiedThrough = value;
                                else
                                    delete message.verifiedThrough;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.plans && message.plans.length))
                                    message.plans = [];
                                message.plans.push($root.berth.log.v1.Plan.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for PlansCommitted
                 * @function getTypeUrl
                 * @memberof berth.log.v1.PlansCommitted
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                PlansCommitted.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.PlansCommitted";
                };

                return PlansCommitted;
            })();

            v1.Plan = (function() {

                /**
                 * Properties of a Plan.
                 * @typedef {Object} berth.log.v1.Plan.$Properties
                 * @property {string|null} [evaluationId] Plan evaluationId
                 * @property {string|null} [namespace] Plan namespace
                 * @property {string|null} [jobId] Plan jobId
                 * @property {number|null} [decidedAt] Plan decidedAt
                 * @property {number|null} [snapshotIndex] Plan snapshotIndex
                 * @property {boolean|null} [allAtOnce] Plan allAtOnce
                 * @property {boolean|null} [partial] Plan partial
                 * @property {Array.<berth.log.v1.GroupPlacements.$Properties>|null} [placements] Plan placements
                 * @property {Array.<berth.log.v1.PlannedStop.$Properties>|null} [stops] Plan stops
                 * @property {Array.<berth.log.v1.PlannedUpdate.$Properties>|null} [updates] Plan updates
                 * @property {Uint8Array|null} [notes] Plan notes
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Plan.
                 * @memberof berth.log.v1
                 * @interface IPlan
                 * @augments berth.log.v1.Plan.$Properties
                 * @deprecated Use berth.log.v1.Plan.$Properties instead.
                 */

                /**
                 * Shape of a Plan.
                 * @typedef {berth.log.v1.Plan.$Properties} berth.log.v1.Plan.$Shape
                 */

                /**
                 * Constructs a new Plan.
                 * @memberof berth.log.v1
                 * @classdesc Represents a Plan.
                 * @constructor
                 * @param {berth.log.v1.Plan.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Plan = function (properties) {
                    this.placements = [];
                    this.stops = [];
                    this.updates = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Plan evaluationId.
                 * @member {string} evaluationId
                 * @memberof berth.log.v1.Plan
                 * @instance
                 */
                Plan.prototype.evaluationId = "";

                /**
                 * Plan namespace.
                 * @member {string} namespace
                 * @memberof berth.log.v1.Plan
                 * @instance
                 */
                Plan.prototype.namespace = "";

                /**
                 * Plan jobId.
                 * @member {string} jobId
                 * @memberof berth.log.v1.Plan
                 * @instance
                 */
                Plan.prototype.jobId = "";

                /**
                 * Plan decidedAt.
                 * @member {number} decidedAt
                 * @memberof berth.log.v1.Plan
                 * @instance
                 */
                Plan.prototype.decidedAt = 0;

                /**
                 * Plan snapshotIndex.
                 * @member {number} snapshotIndex
                 * @memberof berth.log.v1.Plan
                 * @instance
                 */
                Plan.prototype.snapshotIndex = 0;

                /**
                 * Plan allAtOnce.
                 * @member {boolean} allAtOnce
                 * @memberof berth.log.v1.Plan
                 * @instance
                 */
                Plan.prototype.allAtOnce = false;

                /**
                 * Plan partial.
                 * @member {boolean} partial
                 * @memberof berth.log.v1.Plan
                 * @instance
                 */
                Plan.prototype.partial = false;

                /**
                 * Plan placements.
                 * @member {Array.<berth.log.v1.GroupPlacements.$Properties>} placements
                 * @memberof berth.log.v1.Plan
                 * @instance
                 */
                Plan.prototype.placements = $util.emptyArray;

                /**
                 * Plan stops.
                 * @member {Array.<berth.log.v1.PlannedStop.$Properties>} stops
                 * @memberof berth.log.v1.Plan
                 * @instance
                 */
                Plan.prototype.stops = $util.emptyArray;

                /**
                 * Plan updates.
                 * @member {Array.<berth.log.v1.PlannedUpdate.$Properties>} updates
                 * @memberof berth.log.v1.Plan
                 * @instance
                 */
                Plan.prototype.updates = $util.emptyArray;

                /**
                 * Plan notes.
                 * @member {Uint8Array} notes
                 * @memberof berth.log.v1.Plan
                 * @instance
                 */
                Plan.prototype.notes = $util.newBuffer([]);

                /**
                 * Encodes the specified Plan message. Does not implicitly {@link berth.log.v1.Plan.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.Plan
                 * @static
                 * @param {berth.log.v1.Plan.$Properties} message Plan message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Plan.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.evaluationId != null && $Object.hasOwnProperty.call(message, "evaluationId") && message.evaluationId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.evaluationId);
                    if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.namespace);
                    if (message.jobId != null && $Object.hasOwnProperty.call(message, "jobId") && message.jobId !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.jobId);
                    if (message.decidedAt != null && $Object.hasOwnProperty.call(message, "decidedAt") && !$Object.is(message.decidedAt, 0))
                        writer.uint32(/* id 4, wireType 1 =*/33).double(message.decidedAt);
                    if (message.snapshotIndex != null && $Object.hasOwnProperty.call(message, "snapshotIndex") && !$Object.is(message.snapshotIndex, 0))
                        writer.uint32(/* id 5, wireType 1 =*/41).double(message.snapshotIndex);
                    if (message.allAtOnce != null && $Object.hasOwnProperty.call(message, "allAtOnce") && message.allAtOnce !== false)
                        writer.uint32(/* id 6, wireType 0 =*/48).bool(message.allAtOnce);
                    if (message.partial != null && $Object.hasOwnProperty.call(message, "partial") && message.partial !== false)
                        writer.uint32(/* id 7, wireType 0 =*/56).bool(message.partial);
                    if (message.placements != null && message.placements.length)
                        for (let i = 0; i < message.placements.length; ++i)
                            $root.berth.log.v1.GroupPlacements.encode(message.placements[i], writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                    if (message.stops != null && message.stops.length)
                        for (let i = 0; i < message.stops.length; ++i)
                            $root.berth.log.v1.PlannedStop.encode(message.stops[i], writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                    if (message.updates != null && message.updates.length)
                        for (let i = 0; i < message.updates.length; ++i)
                            $root.berth.log.v1.PlannedUpdate.encode(message.updates[i], writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                    if (message.notes != null && $Object.hasOwnProperty.call(message, "notes") && message.notes.length)
                        writer.uint32(/* id 11, wireType 2 =*/90).bytes(message.notes);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Plan message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.Plan
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.Plan & berth.log.v1.Plan.$Shape} Plan
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Plan.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.Plan();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.evaluationId = value;
                                else
                                    delete message.evaluationId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.namespace = value;
                                else
                                    delete message.namespace;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.jobId = value;
                                else
                                    delete message.jobId;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.decidedAt = value;
                                else
                                    delete message.decidedAt;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.snapshotIndex = value;
                                else
                                    delete message.snapshotIndex;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.allAtOnce = value;
                                else
                                    delete message.allAtOnce;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.partial = value;
                                else
                                    delete message.partial;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.placements && message.placements.length))
                                    message.placements = [];
                                message.placements.push($root.berth.log.v1.GroupPlacements.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.stops && message.stops.length))
                                    message.stops = [];
                                message.stops.push($root.berth.log.v1.PlannedStop.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.updates && message.updates.length))
                                    message.updates = [];
                                message.updates.push($root.berth.log.v1.PlannedUpdate.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.notes = value;
                                else
                                    delete message.notes;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for Plan
                 * @function getTypeUrl
                 * @memberof berth.log.v1.Plan
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                Plan.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.Plan";
                };

                return Plan;
            })();

            v1.GroupPlacements = (function() {

                /**
                 * Properties of a GroupPlacements.
                 * @typedef {Object} berth.log.v1.GroupPlacements.$Properties
                 * @property {string|null} [group] GroupPlacements group
                 * @property {number|null} [jobVersion] GroupPlacements jobVersion
                 * @property {Uint8Array|null} [nameIndexes] GroupPlacements nameIndexes
                 * @property {Array.<string>|null} [nodeIds] GroupPlacements nodeIds
                 * @property {Uint8Array|null} [nodeRefs] GroupPlacements nodeRefs
                 * @property {number|null} [portsPerPlacement] GroupPlacements portsPerPlacement
                 * @property {Uint8Array|null} [ports] GroupPlacements ports
                 * @property {Array.<string>|null} [previousIds] GroupPlacements previousIds
                 * @property {Array.<number>|null} [rescheduleDelaysMs] GroupPlacements rescheduleDelaysMs
                 * @property {Array.<string>|null} [spareNodeIds] GroupPlacements spareNodeIds
                 * @property {boolean|null} [inDeployment] GroupPlacements inDeployment
                 * @property {Uint8Array|null} [metric] GroupPlacements metric
                 * @property {Uint8Array|null} [nodeRows] GroupPlacements nodeRows
                 * @property {Uint8Array|null} [holdings] GroupPlacements holdings
                 * @property {Array.<berth.log.v1.PlannedPreemption.$Properties>|null} [preemptions] GroupPlacements preemptions
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a GroupPlacements.
                 * @memberof berth.log.v1
                 * @interface IGroupPlacements
                 * @augments berth.log.v1.GroupPlacements.$Properties
                 * @deprecated Use berth.log.v1.GroupPlacements.$Properties instead.
                 */

                /**
                 * Shape of a GroupPlacements.
                 * @typedef {berth.log.v1.GroupPlacements.$Properties} berth.log.v1.GroupPlacements.$Shape
                 */

                /**
                 * Constructs a new GroupPlacements.
                 * @memberof berth.log.v1
                 * @classdesc Represents a GroupPlacements.
                 * @constructor
                 * @param {berth.log.v1.GroupPlacements.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const GroupPlacements = function (properties) {
                    this.nodeIds = [];
                    this.previousIds = [];
                    this.rescheduleDelaysMs = [];
                    this.spareNodeIds = [];
                    this.preemptions = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * GroupPlacements group.
                 * @member {string} group
                 * @memberof berth.log.v1.GroupPlacements
                 * @instance
                 */
                GroupPlacements.prototype.group = "";

                /**
                 * GroupPlacements jobVersion.
                 * @member {number} jobVersion
                 * @memberof berth.log.v1.GroupPlacements
                 * @instance
                 */
                GroupPlacements.prototype.jobVersion = 0;

                /**
                 * GroupPlacements nameIndexes.
                 * @member {Uint8Array} nameIndexes
                 * @memberof berth.log.v1.GroupPlacements
                 * @instance
                 */
                GroupPlacements.prototype.nameIndexes = $util.newBuffer([]);

                /**
                 * GroupPlacements nodeIds.
                 * @member {Array.<string>} nodeIds
                 * @memberof berth.log.v1.GroupPlacements
                 * @instance
                 */
                GroupPlacements.prototype.nodeIds = $util.emptyArray;

                /**
                 * GroupPlacements nodeRefs.
                 * @member {Uint8Array} nodeRefs
                 * @memberof berth.log.v1.GroupPlacements
                 * @instance
                 */
                GroupPlacements.prototype.nodeRefs = $util.newBuffer([]);

                /**
                 * GroupPlacements portsPerPlacement.
                 * @member {number} portsPerPlacement
                 * @memberof berth.log.v1.GroupPlacements
                 * @instance
                 */
                GroupPlacements.prototype.portsPerPlacement = 0;

                /**
                 * GroupPlacements ports.
                 * @member {Uint8Array} ports
                 * @memberof berth.log.v1.GroupPlacements
                 * @instance
                 */
                GroupPlacements.prototype.ports = $util.newBuffer([]);

                /**
                 * GroupPlacements previousIds.
                 * @member {Array.<string>} previousIds
                 * @memberof berth.log.v1.GroupPlacements
                 * @instance
                 */
                GroupPlacements.prototype.previousIds = $util.emptyArray;

                /**
                 * GroupPlacements rescheduleDelaysMs.
                 * @member {Array.<number>} rescheduleDelaysMs
                 * @memberof berth.log.v1.GroupPlacements
                 * @instance
                 */
                GroupPlacements.prototype.rescheduleDelaysMs = $util.emptyArray;

                /**
                 * GroupPlacements spareNodeIds.
                 * @member {Array.<string>} spareNodeIds
                 * @memberof berth.log.v1.GroupPlacements
                 * @instance
                 */
                GroupPlacements.prototype.spareNodeIds = $util.emptyArray;

                /**
                 * GroupPlacements inDeployment.
                 * @member {boolean} inDeployment
                 * @memberof berth.log.v1.GroupPlacements
                 * @instance
                 */
                GroupPlacements.prototype.inDeployment = false;

                /**
                 * GroupPlacements metric.
                 * @member {Uint8Array} metric
                 * @memberof berth.log.v1.GroupPlacements
                 * @instance
                 */
                GroupPlacements.prototype.metric = $util.newBuffer([]);

                /**
                 * GroupPlacements nodeRows.
                 * @member {Uint8Array} nodeRows
                 * @memberof berth.log.v1.GroupPlacements
                 * @instance
                 */
                GroupPlacements.prototype.nodeRows = $util.newBuffer([]);

                /**
                 * GroupPlacements holdings.
                 * @member {Uint8Array} holdings
                 * @memberof berth.log.v1.GroupPlacements
                 * @instance
                 */
                GroupPlacements.prototype.holdings = $util.newBuffer([]);

                /**
                 * GroupPlacements preemptions.
                 * @member {Array.<berth.log.v1.PlannedPreemption.$Properties>} preemptions
                 * @memberof berth.log.v1.GroupPlacements
                 * @instance
                 */
                GroupPlacements.prototype.preemptions = $util.emptyArray;

                /**
                 * Encodes the specified GroupPlacements message. Does not implicitly {@link berth.log.v1.GroupPlacements.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.GroupPlacements
                 * @static
                 * @param {berth.log.v1.GroupPlacements.$Properties} message GroupPlacements message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                GroupPlacements.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.group != null && $Object.hasOwnProperty.call(message, "group") && message.group !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.group);
                    if (message.jobVersion != null && $Object.hasOwnProperty.call(message, "jobVersion") && message.jobVersion !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.jobVersion);
                    if (message.nameIndexes != null && $Object.hasOwnProperty.call(message, "nameIndexes") && message.nameIndexes.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.nameIndexes);
                    if (message.nodeIds != null && message.nodeIds.length)
                        for (let i = 0; i < message.nodeIds.length; ++i)
                            writer.uint32(/* id 4, wireType 2 =*/34).string(message.nodeIds[i]);
                    if (message.nodeRefs != null && $Object.hasOwnProperty.call(message, "nodeRefs") && message.nodeRefs.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.nodeRefs);
                    if (message.portsPerPlacement != null && $Object.hasOwnProperty.call(message, "portsPerPlacement") && message.portsPerPlacement !== 0)
                        writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.portsPerPlacement);
                    if (message.ports != null && $Object.hasOwnProperty.call(message, "ports") && message.ports.length)
                        writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.ports);
                    if (message.previousIds != null && message.previousIds.length)
                        for (let i = 0; i < message.previousIds.length; ++i)
                            writer.uint32(/* id 8, wireType 2 =*/66).string(message.previousIds[i]);
                    if (message.rescheduleDelaysMs != null && message.rescheduleDelaysMs.length)
                        writer.uint32(/* id 9, wireType 2 =*/74).doubles(message.rescheduleDelaysMs);
                    if (message.spareNodeIds != null && message.spareNodeIds.length)
                        for (let i = 0; i < message.spareNodeIds.length; ++i)
                            writer.uint32(/* id 10, wireType 2 =*/82).string(message.spareNodeIds[i]);
                    if (message.inDeployment != null && $Object.hasOwnProperty.call(message, "inDeployment") && message.inDeployment !== false)
                        writer.uint32(/* id 11, wireType 0 =*/88).bool(message.inDeployment);
                    if (message.metric != null && $Object.hasOwnProperty.call(message, "metric") && message.metric.length)
                        writer.uint32(/* id 12, wireType 2 =*/98).bytes(message.metric);
                    if (message.nodeRows != null && $Object.hasOwnProperty.call(message, "nodeRows") && message.nodeRows.length)
                        writer.uint32(/* id 13, wireType 2 =*/106).bytes(message.nodeRows);
                    if (message.holdings != null && $Object.hasOwnProperty.call(message, "holdings") && message.holdings.length)
                        writer.uint32(/* id 14, wireType 2 =*/114).bytes(message.holdings);
                    if (message.preemptions != null && message.preemptions.length)
                        for (let i = 0; i < message.preemptions.length; ++i)
                            $root.berth.log.v1.PlannedPreemption.encode(message.preemptions[i], writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a GroupPlacements message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.GroupPlacements
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.GroupPlacements & berth.log.v1.GroupPlacements.$Shape} GroupPlacements
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                GroupPlacements.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.GroupPlacements();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.group = value;
                                else
                                    delete message.group;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.jobVersion = value;
                                else
                                    delete message.jobVersion;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.nameIndexes = value;
                                else
                                    delete message.nameIndexes;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.nodeIds && message.nodeIds.length))
                                    message.nodeIds = [];
                                message.nodeIds.push(reader.stringVerify());
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.nodeRefs = value;
                                else
                                    delete message.nodeRefs;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.portsPerPlacement = value;
                                else
                                    delete message.portsPerPlacement;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.ports = value;
                                else
                                    delete message.ports;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.previousIds && message.previousIds.length))
                                    message.previousIds = [];
                                message.previousIds.push(reader.stringVerify());
                                continue;
                            }
                        case 9: {
                                if (wireType === 2) {
                                    if (!(message.rescheduleDelaysMs && message.rescheduleDelaysMs.length))
                                        message.rescheduleDelaysMs = [];
                                    reader.doubles(message.rescheduleDelaysMs);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.rescheduleDelaysMs && message.rescheduleDelaysMs.length))
                                    message.rescheduleDelaysMs = [];
                                message.rescheduleDelaysMs.push(reader.double());
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.spareNodeIds && message.spareNodeIds.length))
                                    message.spareNodeIds = [];
                                message.spareNodeIds.push(reader.stringVerify());
                                continue;
                            }
                        case 11: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.inDeployment = value;
                                else
                                    delete message.inDeployment;
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.metric = value;
                                else
                                    delete message.metric;
                                continue;
                            }
                        case 13: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.nodeRows = value;
                                else
                                    delete message.nodeRows;
                                continue;
                            }
                        case 14: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.holdings = value;
                                else
                                    delete message.holdings;
                                continue;
                            }
                        case 15: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.preemptions && message.preemptions.length))
                                    message.preemptions = [];
                                message.preemptions.push($root.berth.log.v1.PlannedPreemption.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for GroupPlacements
                 * @function getTypeUrl
                 * @memberof berth.log.v1.GroupPlacements
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                GroupPlacements.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.GroupPlacements";
                };

                return GroupPlacements;
            })();

            v1.PlannedPreemption = (function() {

                /**
                 * Properties of a PlannedPreemption.
                 * @typedef {Object} berth.log.v1.PlannedPreemption.$Properties
                 * @property {number|null} [placement] PlannedPreemption placement
                 * @property {Array.<string>|null} [allocationIds] PlannedPreemption allocationIds
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PlannedPreemption.
                 * @memberof berth.log.v1
                 * @interface IPlannedPreemption
                 * @augments berth.log.v1.PlannedPreemption.$Properties
                 * @deprecated Use berth.log.v1.PlannedPreemption.$Properties instead.
                 */

                /**
                 * Shape of a PlannedPreemption.
                 * @typedef {berth.log.v1.PlannedPreemption.$Properties} berth.log.v1.PlannedPreemption.$Shape
                 */

                /**
                 * Constructs a new PlannedPreemption.
                 * @memberof berth.log.v1
                 * @classdesc Represents a PlannedPreemption.
                 * @constructor
                 * @param {berth.log.v1.PlannedPreemption.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PlannedPreemption = function (properties) {
                    this.allocationIds = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PlannedPreemption placement.
                 * @member {number} placement
                 * @memberof berth.log.v1.PlannedPreemption
                 * @instance
                 */
                PlannedPreemption.prototype.placement = 0;

                /**
                 * PlannedPreemption allocationIds.
                 * @member {Array.<string>} allocationIds
                 * @memberof berth.log.v1.PlannedPreemption
                 * @instance
                 */
                PlannedPreemption.prototype.allocationIds = $util.emptyArray;

                /**
                 * Encodes the specified PlannedPreemption message. Does not implicitly {@link berth.log.v1.PlannedPreemption.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.PlannedPreemption
                 * @static
                 * @param {berth.log.v1.PlannedPreemption.$Properties} message PlannedPreemption message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PlannedPreemption.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.placement != null && $Object.hasOwnProperty.call(message, "placement") && message.placement !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.placement);
                    if (message.allocationIds != null && message.allocationIds.length)
                        for (let i = 0; i < message.allocationIds.length; ++i)
                            writer.uint32(/* id 2, wireType 2 =*/18).string(message.allocationIds[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PlannedPreemption message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.PlannedPreemption
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.PlannedPreemption & berth.log.v1.PlannedPreemption.$Shape} PlannedPreemption
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PlannedPreemption.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.PlannedPreemption();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.placement = value;
                                else
                                    delete message.placement;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.allocationIds && message.allocationIds.length))
                                    message.allocationIds = [];
                                message.allocationIds.push(reader.stringVerify());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for PlannedPreemption
                 * @function getTypeUrl
                 * @memberof berth.log.v1.PlannedPreemption
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                PlannedPreemption.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.PlannedPreemption";
                };

                return PlannedPreemption;
            })();

            v1.PlannedStop = (function() {

                /**
                 * Properties of a PlannedStop.
                 * @typedef {Object} berth.log.v1.PlannedStop.$Properties
                 * @property {string|null} [allocationId] PlannedStop allocationId
                 * @property {string|null} [description] PlannedStop description
                 * @property {string|null} [clientStatus] PlannedStop clientStatus
                 * @property {boolean|null} [rescheduled] PlannedStop rescheduled
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PlannedStop.
                 * @memberof berth.log.v1
                 * @interface IPlannedStop
                 * @augments berth.log.v1.PlannedStop.$Properties
                 * @deprecated Use berth.log.v1.PlannedStop.$Properties instead.
                 */

                /**
                 * Shape of a PlannedStop.
                 * @typedef {berth.log.v1.PlannedStop.$Properties} berth.log.v1.PlannedStop.$Shape
                 */

                /**
                 * Constructs a new PlannedStop.
                 * @memberof berth.log.v1
                 * @classdesc Represents a PlannedStop.
                 * @constructor
                 * @param {berth.log.v1.PlannedStop.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PlannedStop = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PlannedStop allocationId.
                 * @member {string} allocationId
                 * @memberof berth.log.v1.PlannedStop
                 * @instance
                 */
                PlannedStop.prototype.allocationId = "";

                /**
                 * PlannedStop description.
                 * @member {string} description
                 * @memberof berth.log.v1.PlannedStop
                 * @instance
                 */
                PlannedStop.prototype.description = "";

                /**
                 * PlannedStop clientStatus.
                 * @member {string} clientStatus
                 * @memberof berth.log.v1.PlannedStop
                 * @instance
                 */
                PlannedStop.prototype.clientStatus = "";

                /**
                 * PlannedStop rescheduled.
                 * @member {boolean} rescheduled
                 * @memberof berth.log.v1.PlannedStop
                 * @instance
                 */
                PlannedStop.prototype.rescheduled = false;

                /**
                 * Encodes the specified PlannedStop message. Does not implicitly {@link berth.log.v1.PlannedStop.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.PlannedStop
                 * @static
                 * @param {berth.log.v1.PlannedStop.$Properties} message PlannedStop message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PlannedStop.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.allocationId != null && $Object.hasOwnProperty.call(message, "allocationId") && message.allocationId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.allocationId);
                    if (message.description != null && $Object.hasOwnProperty.call(message, "description") && message.description !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.description);
                    if (message.clientStatus != null && $Object.hasOwnProperty.call(message, "clientStatus") && message.clientStatus !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.clientStatus);
                    if (message.rescheduled != null && $Object.hasOwnProperty.call(message, "rescheduled") && message.rescheduled !== false)
                        writer.uint32(/* id 4, wireType 0 =*/32).bool(message.rescheduled);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PlannedStop message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.PlannedStop
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.PlannedStop & berth.log.v1.PlannedStop.$Shape} PlannedStop
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PlannedStop.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.PlannedStop();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.allocationId = value;
                                else
                                    delete message.allocationId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.description = value;
                                else
                                    delete message.description;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.clientStatus = value;
                                else
                                    delete message.clientStatus;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.rescheduled = value;
                                else
                                    delete message.rescheduled;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for PlannedStop
                 * @function getTypeUrl
                 * @memberof berth.log.v1.PlannedStop
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                PlannedStop.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.PlannedStop";
                };

                return PlannedStop;
            })();

            v1.PlannedUpdate = (function() {

                /**
                 * Properties of a PlannedUpdate.
                 * @typedef {Object} berth.log.v1.PlannedUpdate.$Properties
                 * @property {string|null} [allocationId] PlannedUpdate allocationId
                 * @property {number|null} [jobVersion] PlannedUpdate jobVersion
                 * @property {boolean|null} [inDeployment] PlannedUpdate inDeployment
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PlannedUpdate.
                 * @memberof berth.log.v1
                 * @interface IPlannedUpdate
                 * @augments berth.log.v1.PlannedUpdate.$Properties
                 * @deprecated Use berth.log.v1.PlannedUpdate.$Properties instead.
                 */

                /**
                 * Shape of a PlannedUpdate.
                 * @typedef {berth.log.v1.PlannedUpdate.$Properties} berth.log.v1.PlannedUpdate.$Shape
                 */

                /**
                 * Constructs a new PlannedUpdate.
                 * @memberof berth.log.v1
                 * @classdesc Represents a PlannedUpdate.
                 * @constructor
                 * @param {berth.log.v1.PlannedUpdate.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PlannedUpdate = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PlannedUpdate allocationId.
                 * @member {string} allocationId
                 * @memberof berth.log.v1.PlannedUpdate
                 * @instance
                 */
                PlannedUpdate.prototype.allocationId = "";

                /**
                 * PlannedUpdate jobVersion.
                 * @member {number} jobVersion
                 * @memberof berth.log.v1.PlannedUpdate
                 * @instance
                 */
                PlannedUpdate.prototype.jobVersion = 0;

                /**
                 * PlannedUpdate inDeployment.
                 * @member {boolean} inDeployment
                 * @memberof berth.log.v1.PlannedUpdate
                 * @instance
                 */
                PlannedUpdate.prototype.inDeployment = false;

                /**
                 * Encodes the specified PlannedUpdate message. Does not implicitly {@link berth.log.v1.PlannedUpdate.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.PlannedUpdate
                 * @static
                 * @param {berth.log.v1.PlannedUpdate.$Properties} message PlannedUpdate message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PlannedUpdate.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.allocationId != null && $Object.hasOwnProperty.call(message, "allocationId") && message.allocationId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.allocationId);
                    if (message.jobVersion != null && $Object.hasOwnProperty.call(message, "jobVersion") && message.jobVersion !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.jobVersion);
                    if (message.inDeployment != null && $Object.hasOwnProperty.call(message, "inDeployment") && message.inDeployment !== false)
                        writer.uint32(/* id 3, wireType 0 =*/24).bool(message.inDeployment);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PlannedUpdate message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.PlannedUpdate
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.PlannedUpdate & berth.log.v1.PlannedUpdate.$Shape} PlannedUpdate
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PlannedUpdate.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.PlannedUpdate();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.allocationId = value;
                                else
                                    delete message.allocationId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.jobVersion = value;
                                else
                                    delete message.jobVersion;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.inDeployment = value;
                                else
                                    delete message.inDeployment;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for PlannedUpdate
                 * @function getTypeUrl
                 * @memberof berth.log.v1.PlannedUpdate
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                PlannedUpdate.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.PlannedUpdate";
                };

                return PlannedUpdate;
            })();

            v1.SchedulerConfigured = (function() {

                /**
                 * Properties of a SchedulerConfigured.
                 * @typedef {Object} berth.log.v1.SchedulerConfigured.$Properties
                 * @property {Uint8Array|null} [configuration] SchedulerConfigured configuration
                 * @property {number|null} [expectedModifyIndex] SchedulerConfigured expectedModifyIndex
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SchedulerConfigured.
                 * @memberof berth.log.v1
                 * @interface ISchedulerConfigured
                 * @augments berth.log.v1.SchedulerConfigured.$Properties
                 * @deprecated Use berth.log.v1.SchedulerConfigured.$Properties instead.
                 */

                /**
                 * Shape of a SchedulerConfigured.
                 * @typedef {berth.log.v1.SchedulerConfigured.$Properties} berth.log.v1.SchedulerConfigured.$Shape
                 */

                /**
                 * Constructs a new SchedulerConfigured.
                 * @memberof berth.log.v1
                 * @classdesc Represents a SchedulerConfigured.
                 * @constructor
                 * @param {berth.log.v1.SchedulerConfigured.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SchedulerConfigured = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SchedulerConfigured configuration.
                 * @member {Uint8Array} configuration
                 * @memberof berth.log.v1.SchedulerConfigured
                 * @instance
                 */
                SchedulerConfigured.prototype.configuration = $util.newBuffer([]);

                /**
                 * SchedulerConfigured expectedModifyIndex.
                 * @member {number|null|undefined} expectedModifyIndex
                 * @memberof berth.log.v1.SchedulerConfigured
                 * @instance
                 */
                SchedulerConfigured.prototype.expectedModifyIndex = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(SchedulerConfigured.prototype, "_expectedModifyIndex", {
                    get: $util.oneOfGetter($oneOfFields = ["expectedModifyIndex"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Encodes the specified SchedulerConfigured message. Does not implicitly {@link berth.log.v1.SchedulerConfigured.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.SchedulerConfigured
                 * @static
                 * @param {berth.log.v1.SchedulerConfigured.$Properties} message SchedulerConfigured message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SchedulerConfigured.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.configuration != null && $Object.hasOwnProperty.call(message, "configuration") && message.configuration.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.configuration);
                    if (message.expectedModifyIndex != null && $Object.hasOwnProperty.call(message, "expectedModifyIndex"))
                        writer.uint32(/* id 2, wireType 1 =*/17).double(message.expectedModifyIndex);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SchedulerConfigured message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.SchedulerConfigured
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.SchedulerConfigured & berth.log.v1.SchedulerConfigured.$Shape} SchedulerConfigured
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SchedulerConfigured.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.SchedulerConfigured();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.configuration = value;
                                else
                                    delete message.configuration;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 1)
                                    break;
                                message.expectedModifyIndex = reader.double();
                                message._expectedModifyIndex = "expectedModifyIndex";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for SchedulerConfigured
                 * @function getTypeUrl
                 * @memberof berth.log.v1.SchedulerConfigured
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                SchedulerConfigured.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.SchedulerConfigured";
                };

                return SchedulerConfigured;
            })();

            v1.ObjectsCollected = (function() {

                /**
                 * Properties of an ObjectsCollected.
                 * @typedef {Object} berth.log.v1.ObjectsCollected.$Properties
                 * @property {number|null} [lookedAt] ObjectsCollected lookedAt
                 * @property {Array.<string>|null} [evaluationIds] ObjectsCollected evaluationIds
                 * @property {Array.<string>|null} [allocationIds] ObjectsCollected allocationIds
                 * @property {Array.<string>|null} [jobNamespaces] ObjectsCollected jobNamespaces
                 * @property {Array.<string>|null} [jobIds] ObjectsCollected jobIds
                 * @property {Array.<string>|null} [deploymentIds] ObjectsCollected deploymentIds
                 * @property {Array.<string>|null} [nodeIds] ObjectsCollected nodeIds
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an ObjectsCollected.
                 * @memberof berth.log.v1
                 * @interface IObjectsCollected
                 * @augments berth.log.v1.ObjectsCollected.$Properties
                 * @deprecated Use berth.log.v1.ObjectsCollected.$Properties instead.
                 */

                /**
                 * Shape of an ObjectsCollected.
                 * @typedef {berth.log.v1.ObjectsCollected.$Properties} berth.log.v1.ObjectsCollected.$Shape
                 */

                /**
                 * Constructs a new ObjectsCollected.
                 * @memberof berth.log.v1
                 * @classdesc Represents an ObjectsCollected.
                 * @constructor
                 * @param {berth.log.v1.ObjectsCollected.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ObjectsCollected = function (properties) {
                    this.evaluationIds = [];
                    this.allocationIds = [];
                    this.jobNamespaces = [];
                    this.jobIds = [];
                    this.deploymentIds = [];
                    this.nodeIds = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ObjectsCollected lookedAt.
                 * @member {number} lookedAt
                 * @memberof berth.log.v1.ObjectsCollected
                 * @instance
                 */
                ObjectsCollected.prototype.lookedAt = 0;

                /**
                 * ObjectsCollected evaluationIds.
                 * @member {Array.<string>} evaluationIds
                 * @memberof berth.log.v1.ObjectsCollected
                 * @instance
                 */
                ObjectsCollected.prototype.evaluationIds = $util.emptyArray;

                /**
                 * ObjectsCollected allocationIds.
                 * @member {Array.<string>} allocationIds
                 * @memberof berth.log.v1.ObjectsCollected
                 * @instance
                 */
                ObjectsCollected.prototype.allocationIds = $util.emptyArray;

                /**
                 * ObjectsCollected jobNamespaces.
                 * @member {Array.<string>} jobNamespaces
                 * @memberof berth.log.v1.ObjectsCollected
                 * @instance
                 */
                ObjectsCollected.prototype.jobNamespaces = $util.emptyArray;

                /**
                 * ObjectsCollected jobIds.
                 * @member {Array.<string>} jobIds
                 * @memberof berth.log.v1.ObjectsCollected
                 * @instance
                 */
                ObjectsCollected.prototype.jobIds = $util.emptyArray;

                /**
                 * ObjectsCollected deploymentIds.
                 * @member {Array.<string>} deploymentIds
                 * @memberof berth.log.v1.ObjectsCollected
                 * @instance
                 */
                ObjectsCollected.prototype.deploymentIds = $util.emptyArray;

                /**
                 * ObjectsCollected nodeIds.
                 * @member {Array.<string>} nodeIds
                 * @memberof berth.log.v1.ObjectsCollected
                 * @instance
                 */
                ObjectsCollected.prototype.nodeIds = $util.emptyArray;

                /**
                 * Encodes the specified ObjectsCollected message. Does not implicitly {@link berth.log.v1.ObjectsCollected.verify|verify} messages.
                 * @function encode
                 * @memberof berth.log.v1.ObjectsCollected
                 * @static
                 * @param {berth.log.v1.ObjectsCollected.$Properties} message ObjectsCollected message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ObjectsCollected.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.lookedAt != null && $Object.hasOwnProperty.call(message, "lookedAt") && !$Object.is(message.lookedAt, 0))
                        writer.uint32(/* id 1, wireType 1 =*/9).double(message.lookedAt);
                    if (message.evaluationIds != null && message.evaluationIds.length)
                        for (let i = 0; i < message.evaluationIds.length; ++i)
                            writer.uint32(/* id 2, wireType 2 =*/18).string(message.evaluationIds[i]);
                    if (message.allocationIds != null && message.allocationIds.length)
                        for (let i = 0; i < message.allocationIds.length; ++i)
                            writer.uint32(/* id 3, wireType 2 =*/26).string(message.allocationIds[i]);
                    if (message.jobNamespaces != null && message.jobNamespaces.length)
                        for (let i = 0; i < message.jobNamespaces.length; ++i)
                            writer.uint32(/* id 4, wireType 2 =*/34).string(message.jobNamespaces[i]);
                    if (message.jobIds != null && message.jobIds.length)
                        for (let i = 0; i < message.jobIds.length; ++i)
                            writer.uint32(/* id 5, wireType 2 =*/42).string(message.jobIds[i]);
                    if (message.deploymentIds != null && message.deploymentIds.length)
                        for (let i = 0; i < message.deploymentIds.length; ++i)
                            writer.uint32(/* id 6, wireType 2 =*/50).string(message.deploymentIds[i]);
                    if (message.nodeIds != null && message.nodeIds.length)
                        for (let i = 0; i < message.nodeIds.length; ++i)
                            writer.uint32(/* id 7, wireType 2 =*/58).string(message.nodeIds[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an ObjectsCollected message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.log.v1.ObjectsCollected
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.log.v1.ObjectsCollected & berth.log.v1.ObjectsCollected.$Shape} ObjectsCollected
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ObjectsCollected.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.berth.log.v1.ObjectsCollected();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.lookedAt = value;
                                else
                                    delete message.lookedAt;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.evaluationIds && message.evaluationIds.length))
                                    message.evaluationIds = [];
                                message.evaluationIds.push(reader.stringVerify());
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.allocationIds && message.allocationIds.length))
                                    message.allocationIds = [];
                                message.allocationIds.push(reader.stringVerify());
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.jobNamespaces && message.jobNamespaces.length))
                                    message.jobNamespaces = [];
                                message.jobNamespaces.push(reader.stringVerify());
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.jobIds && message.jobIds.length))
                                    message.jobIds = [];
                                message.jobIds.push(reader.stringVerify());
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.deploymentIds && message.deploymentIds.length))
                                    message.deploymentIds = [];
                                message.deploymentIds.push(reader.stringVerify());
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.nodeIds && message.nodeIds.length))
                                    message.nodeIds = [];
                                message.nodeIds.push(reader.stringVerify());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Gets the type url for ObjectsCollected
                 * @function getTypeUrl
                 * @memberof berth.log.v1.ObjectsCollected
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                ObjectsCollected.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.log.v1.ObjectsCollected";
                };

                return ObjectsCollected;
            })();

            return v1;
        })();

        return log;
    })();

    return berth;
})();

export {
  $root as default
};
