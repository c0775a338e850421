/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["berth-gateway"] || ($protobuf.roots["berth-gateway"] = {});

export const berth = $root.berth = (() => {

    /**
     * Namespace berth.
     * @exports berth
     * @namespace
     */
    const berth = {};

    berth.agent = (function() {

        /**
         * Namespace agent.
         * @memberof berth
         * @namespace
         */
        const agent = {};

        agent.v1 = (function() {

            /**
             * Namespace v1.
             * @memberof berth.agent
             * @namespace
             */
            const v1 = {};

            v1.PollAnswer = (function() {

                /**
                 * Properties of a PollAnswer.
                 * @typedef {Object} berth.agent.v1.PollAnswer.$Properties
                 * @property {Uint8Array|null} [head] PollAnswer head
                 * @property {Array.<berth.agent.v1.AssignmentGroup.$Properties>|null} [groups] PollAnswer groups
                 * @property {Array.<berth.agent.v1.JobSpec.$Properties>|null} [jobs] PollAnswer jobs
                 * @property {Uint8Array|null} [ids] PollAnswer ids
                 * @property {Uint8Array|null} [nameIndexes] PollAnswer nameIndexes
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PollAnswer.
                 * @memberof berth.agent.v1
                 * @interface IPollAnswer
                 * @augments berth.agent.v1.PollAnswer.$Properties
                 * @deprecated Use berth.agent.v1.PollAnswer.$Properties instead.
                 */

                /**
                 * Shape of a PollAnswer.
                 * @typedef {berth.agent.v1.PollAnswer.$Properties} berth.agent.v1.PollAnswer.$Shape
                 */

                /**
                 * Constructs a new PollAnswer.
                 * @memberof berth.agent.v1
                 * @classdesc Represents a PollAnswer.
                 * @constructor
                 * @param {berth.agent.v1.PollAnswer.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PollAnswer = function (properties) {
                    this.groups = [];
                    this.jobs = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PollAnswer head.
                 * @member {Uint8Array} head
                 * @memberof berth.agent.v1.PollAnswer
                 * @instance
                 */
                PollAnswer.prototype.head = $util.newBuffer([]);

                /**
                 * PollAnswer groups.
                 * @member {Array.<berth.agent.v1.AssignmentGroup.$Properties>} groups
                 * @memberof berth.agent.v1.PollAnswer
                 * @instance
                 */
                PollAnswer.prototype.groups = $util.emptyArray;

                /**
                 * PollAnswer jobs.
                 * @member {Array.<berth.agent.v1.JobSpec.$Properties>} jobs
                 * @memberof berth.agent.v1.PollAnswer
                 * @instance
                 */
                PollAnswer.prototype.jobs = $util.emptyArray;

                /**
                 * PollAnswer ids.
                 * @member {Uint8Array} ids
                 * @memberof berth.agent.v1.PollAnswer
                 * @instance
                 */
                PollAnswer.prototype.ids = $util.newBuffer([]);

                /**
                 * PollAnswer nameIndexes.
                 * @member {Uint8Array} nameIndexes
                 * @memberof berth.agent.v1.PollAnswer
                 * @instance
                 */
                PollAnswer.prototype.nameIndexes = $util.newBuffer([]);

                /**
                 * Encodes the specified PollAnswer message. Does not implicitly {@link berth.agent.v1.PollAnswer.verify|verify} messages.
                 * @function encode
                 * @memberof berth.agent.v1.PollAnswer
                 * @static
                 * @param {berth.agent.v1.PollAnswer.$Properties} message PollAnswer message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PollAnswer.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.head != null && $Object.hasOwnProperty.call(message, "head") && message.head.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.head);
                    if (message.groups != null && message.groups.length)
                        for (let i = 0; i < message.groups.length; ++i)
                            $root.berth.agent.v1.AssignmentGroup.encode(message.groups[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.jobs != null && message.jobs.length)
                        for (let i = 0; i < message.jobs.length; ++i)
                            $root.berth.agent.v1.JobSpec.encode(message.jobs[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.ids != null && $Object.hasOwnProperty.call(message, "ids") && message.ids.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.ids);
                    if (message.nameIndexes != null && $Object.hasOwnProperty.call(message, "nameIndexes") && message.nameIndexes.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.nameIndexes);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PollAnswer message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.agent.v1.PollAnswer
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.agent.v1.PollAnswer & berth.agent.v1.PollAnswer.$Shape} PollAnswer
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PollAnswer.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.berth.agent.v1.PollAnswer();
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
                                    message.head = value;
                                else
                                    delete message.head;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.groups && message.groups.length))
                                    message.groups = [];
                                message.groups.push($root.berth.agent.v1.AssignmentGroup.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.jobs && message.jobs.length))
                                    message.jobs = [];
                                message.jobs.push($root.berth.agent.v1.JobSpec.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.ids = value;
                                else
                                    delete message.ids;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.nameIndexes = value;
                                else
                                    delete message.nameIndexes;
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
                 * Gets the type url for PollAnswer
                 * @function getTypeUrl
                 * @memberof berth.agent.v1.PollAnswer
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                PollAnswer.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.agent.v1.PollAnswer";
                };

                return PollAnswer;
            })();

            v1.AssignmentGroup = (function() {

                /**
                 * Properties of an AssignmentGroup.
                 * @typedef {Object} berth.agent.v1.AssignmentGroup.$Properties
                 * @property {Uint8Array|null} [shared] AssignmentGroup shared
                 * @property {number|null} [count] AssignmentGroup count
                 * @property {Array.<Uint8Array>|null} [own] AssignmentGroup own
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an AssignmentGroup.
                 * @memberof berth.agent.v1
                 * @interface IAssignmentGroup
                 * @augments berth.agent.v1.AssignmentGroup.$Properties
                 * @deprecated Use berth.agent.v1.AssignmentGroup.$Properties instead.
                 */

                /**
                 * Shape of an AssignmentGroup.
                 * @typedef {berth.agent.v1.AssignmentGroup.$Properties} berth.agent.v1.AssignmentGroup.$Shape
                 */

                /**
                 * Constructs a new AssignmentGroup.
                 * @memberof berth.agent.v1
                 * @classdesc Represents an AssignmentGroup.
                 * @constructor
                 * @param {berth.agent.v1.AssignmentGroup.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const AssignmentGroup = function (properties) {
                    this.own = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * AssignmentGroup shared.
                 * @member {Uint8Array} shared
                 * @memberof berth.agent.v1.AssignmentGroup
                 * @instance
                 */
                AssignmentGroup.prototype.shared = $util.newBuffer([]);

                /**
                 * AssignmentGroup count.
                 * @member {number} count
                 * @memberof berth.agent.v1.AssignmentGroup
                 * @instance
                 */
                AssignmentGroup.prototype.count = 0;

                /**
                 * AssignmentGroup own.
                 * @member {Array.<Uint8Array>} own
                 * @memberof berth.agent.v1.AssignmentGroup
                 * @instance
                 */
                AssignmentGroup.prototype.own = $util.emptyArray;

                /**
                 * Encodes the specified AssignmentGroup message. Does not implicitly {@link berth.agent.v1.AssignmentGroup.verify|verify} messages.
                 * @function encode
                 * @memberof berth.agent.v1.AssignmentGroup
                 * @static
                 * @param {berth.agent.v1.AssignmentGroup.$Properties} message AssignmentGroup message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                AssignmentGroup.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.shared != null && $Object.hasOwnProperty.call(message, "shared") && message.shared.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.shared);
                    if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.count);
                    if (message.own != null && message.own.length)
                        for (let i = 0; i < message.own.length; ++i)
                            writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.own[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an AssignmentGroup message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.agent.v1.AssignmentGroup
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.agent.v1.AssignmentGroup & berth.agent.v1.AssignmentGroup.$Shape} AssignmentGroup
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                AssignmentGroup.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.berth.agent.v1.AssignmentGroup();
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
                                    message.shared = value;
                                else
                                    delete message.shared;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.count = value;
                                else
                                    delete message.count;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.own && message.own.length))
                                    message.own = [];
                                message.own.push(reader.bytes());
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
                 * Gets the type url for AssignmentGroup
                 * @function getTypeUrl
                 * @memberof berth.agent.v1.AssignmentGroup
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                AssignmentGroup.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.agent.v1.AssignmentGroup";
                };

                return AssignmentGroup;
            })();

            v1.JobSpec = (function() {

                /**
                 * Properties of a JobSpec.
                 * @typedef {Object} berth.agent.v1.JobSpec.$Properties
                 * @property {string|null} [key] JobSpec key
                 * @property {Uint8Array|null} [spec] JobSpec spec
                 * @property {number|null} [form] JobSpec form
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a JobSpec.
                 * @memberof berth.agent.v1
                 * @interface IJobSpec
                 * @augments berth.agent.v1.JobSpec.$Properties
                 * @deprecated Use berth.agent.v1.JobSpec.$Properties instead.
                 */

                /**
                 * Shape of a JobSpec.
                 * @typedef {berth.agent.v1.JobSpec.$Properties} berth.agent.v1.JobSpec.$Shape
                 */

                /**
                 * Constructs a new JobSpec.
                 * @memberof berth.agent.v1
                 * @classdesc Represents a JobSpec.
                 * @constructor
                 * @param {berth.agent.v1.JobSpec.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const JobSpec = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * JobSpec key.
                 * @member {string} key
                 * @memberof berth.agent.v1.JobSpec
                 * @instance
                 */
                JobSpec.prototype.key = "";

                /**
                 * JobSpec spec.
                 * @member {Uint8Array} spec
                 * @memberof berth.agent.v1.JobSpec
                 * @instance
                 */
                JobSpec.prototype.spec = $util.newBuffer([]);

                /**
                 * JobSpec form.
                 * @member {number} form
                 * @memberof berth.agent.v1.JobSpec
                 * @instance
                 */
                JobSpec.prototype.form = 0;

                /**
                 * Encodes the specified JobSpec message. Does not implicitly {@link berth.agent.v1.JobSpec.verify|verify} messages.
                 * @function encode
                 * @memberof berth.agent.v1.JobSpec
                 * @static
                 * @param {berth.agent.v1.JobSpec.$Properties} message JobSpec message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                JobSpec.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                    if (message.spec != null && $Object.hasOwnProperty.call(message, "spec") && message.spec.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.spec);
                    if (message.form != null && $Object.hasOwnProperty.call(message, "form") && message.form !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.form);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a JobSpec message from the specified reader or buffer.
                 * @function decode
                 * @memberof berth.agent.v1.JobSpec
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {berth.agent.v1.JobSpec & berth.agent.v1.JobSpec.$Shape} JobSpec
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                JobSpec.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.berth.agent.v1.JobSpec();
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
                                    message.key = value;
                                else
                                    delete message.key;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.spec = value;
                                else
                                    delete message.spec;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.form = value;
                                else
                                    delete message.form;
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
                 * Gets the type url for JobSpec
                 * @function getTypeUrl
                 * @memberof berth.agent.v1.JobSpec
                 * @static
                 * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
                 * @returns {string} The type url
                 */
                JobSpec.getTypeUrl = function(prefix) {
                    if (prefix === $undefined)
                        prefix = "type.googleapis.com";
                    return prefix + "/berth.agent.v1.JobSpec";
                };

                return JobSpec;
            })();

            return v1;
        })();

        return agent;
    })();

    return berth;
})();

export {
  $root as default
};
