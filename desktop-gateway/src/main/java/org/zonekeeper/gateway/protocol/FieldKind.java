package org.zonekeeper.gateway.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.RecordingPauseReason;
import org.zonekeeper.schemas.limit.Names;

/** What a field of a command may hold, and in words, for refusals. Stateless. */
public enum FieldKind {
  NAME(Names.ALLOWED, FieldKind::isName),
  FLAG("true or false", JsonNode::isBoolean),
  NAMES(
      "an array of at most 100 such strings",
      node ->
          node.isArray() && node.size() <= 100 && node.valueStream().allMatch(FieldKind::isName)),
  ZONES(
      "an array of 1 to 1000 zone names",
      node ->
          node.isArray()
              && !node.isEmpty()
              && node.size() <= 1000
              && node.valueStream().allMatch(FieldKind::isName)),
  SEQUENCE("a whole number from 0", FieldKind::isSequence),
  GRACE(
      "a whole number of milliseconds from 0 to 3600000",
      node -> isSequence(node) && node.longValue() <= 3_600_000),
  READINESS("Ready or NotReady", node -> oneOf(node, "Ready", "NotReady")),
  AGENT_STATE(
      "one of " + names(AgentState.values()), node -> isConstant(AgentState.values(), node)),
  CALL_STATE("one of " + names(CallState.values()), node -> isConstant(CallState.values(), node)),
  NAILUP("one of " + names(NailupState.values()), node -> isConstant(NailupState.values(), node)),
  PAUSE_REASON(
      "one of " + names(RecordingPauseReason.values()),
      node -> isConstant(RecordingPauseReason.values(), node)),
  DIGITS(
      "1 to 32 of the digits 0 to 9, *, # and A to D",
      node -> node.isTextual() && node.textValue().matches("[0-9*#A-D]{1,32}")),
  KEYED_NUMBER(
      "2 to 20 digits, with a plus sign before them or without",
      node -> node.isTextual() && node.textValue().matches("[+]?[0-9]{2,20}")),
  CONSULT_TYPE("AGENT or EXTERNAL", node -> oneOf(node, "AGENT", "EXTERNAL")),
  PREVIEW_CANCEL("REJECT or CANCEL", node -> oneOf(node, "REJECT", "CANCEL")),
  NAILUP_MODE("AUTO or ASKED", node -> oneOf(node, "AUTO", "ASKED")),
  WORK_DIRECTION("INBOUND or OUTBOUND", node -> oneOf(node, "INBOUND", "OUTBOUND")),
  BLEND_MEASURE(
      "WAITING_CALLS or LONGEST_WAIT_MS", node -> oneOf(node, "WAITING_CALLS", "LONGEST_WAIT_MS")),
  CALLBACK_TYPE(
      "STRICT_AGENT, PREFERRED_AGENT, CAMPAIGN or STANDARD",
      node -> oneOf(node, "STRICT_AGENT", "PREFERRED_AGENT", "CAMPAIGN", "STANDARD")),
  LOCAL_TIME(
      "a date and time such as 2026-12-01T15:30",
      node -> node.isTextual() && node.textValue().matches(FieldKind.DATE_AND_TIME)),
  NOTE("a string of 1 to 2000 characters", node -> isText(node, 1, 2_000)),
  VALUE("a string of at most 1000 characters", node -> isText(node, 0, 1_000)),
  NUMBERS(
      "an array of 1 to 20 kinds of number, such as mobile",
      node ->
          node.isArray()
              && !node.isEmpty()
              && node.size() <= 20
              && node.valueStream().allMatch(FieldKind::isName)),
  TOKEN(
      "a string of 1 to 16384 characters",
      node ->
          node.isTextual() && !node.textValue().isEmpty() && node.textValue().length() <= 16_384),
  OBJECT("a JSON object", JsonNode::isObject);

  private static final String DATE_AND_TIME =
      "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?";

  private final String allowed;

  /** Stateless lambdas, which the checker cannot see. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Predicate<JsonNode> test;

  FieldKind(String allowed, Predicate<JsonNode> test) {
    this.allowed = allowed;
    this.test = test;
  }

  /** In words, to follow "must be". */
  public String allowed() {
    return allowed;
  }

  /** Whether the field may have this value. */
  public boolean accepts(JsonNode value) {
    return test.test(value);
  }

  private static boolean isText(JsonNode node, int least, int most) {
    return node.isTextual()
        && node.textValue().length() >= least
        && node.textValue().length() <= most;
  }

  private static boolean isName(JsonNode node) {
    return node.isTextual() && Names.isName(node.textValue());
  }

  private static boolean isSequence(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0;
  }

  private static boolean oneOf(JsonNode node, String... values) {
    return node.isTextual() && Arrays.asList(values).contains(node.textValue());
  }

  private static boolean isConstant(Enum<?>[] values, JsonNode node) {
    return node.isTextual()
        && Arrays.stream(values).anyMatch(value -> value.name().equals(node.textValue()));
  }

  private static String names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", "));
  }
}
