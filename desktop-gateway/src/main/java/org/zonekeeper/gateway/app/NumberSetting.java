package org.zonekeeper.gateway.app;

import java.util.Map;
import org.zonekeeper.schemas.registry.InvalidSettingException;

/** A whole number with a default that has a reason, and bounds. */
enum NumberSetting {
  /** Unassigned, and free on most machines. */
  PORT("listen.port", 8090, 0, 65_535),
  /** The same for Agent Managers, gateways and reports; see the decision on outages. */
  OUTAGE_THRESHOLD("outage.threshold.ms", 1500, 200, 600_000),
  /** A rolling upgrade's slowest step, a cold JVM that joins, was measured below 2 s. */
  HANDOVER_PATIENCE("handover.patience.ms", 10_000, 200, 600_000),
  /** A page reload or a changed network takes a few seconds. */
  RESUME_GRACE("resume.grace.ms", 10_000, 100, 600_000),
  /** Three of a desktop's keep-alives. */
  ALIVE_TIMEOUT("alive.timeout.ms", 15_000, 300, 600_000),
  /** A hundred times the usual answer; after that a person wonders. */
  ANSWER_PATIENCE("answer.patience.ms", 5_000, 100, 600_000),
  /** Longer than a broker's change of leader, shorter than a person waits. */
  DELIVERY_TIMEOUT("command.delivery.timeout.ms", 5_000, 500, 600_000),
  /** The largest command, a job with hundreds of completion codes, is below half of it. */
  MESSAGE_BYTES("limit.message.bytes", 65_536, 1_024, 10_485_760),
  /** A person does one or two; the rest is room for scripts. */
  COMMANDS_PER_SECOND("limit.commands.per.second", 20, 1, 100_000),
  PENDING_PER_SESSION("limit.pending.per.session", 32, 1, 10_000),
  PENDING_IN_ALL("limit.pending.all", 50_000, 1, 10_000_000),
  /** Minutes of a busy agent's notifications. */
  OUTGOING_FRAMES("limit.outgoing.frames", 1_000, 10, 1_000_000),
  /** Some calls' worth: far more than a grace can hold. */
  RESUME_EVENTS("limit.resume.events", 256, 1, 100_000);

  private final String key;
  private final int standard;
  private final int least;
  private final int most;

  NumberSetting(String key, int standard, int least, int most) {
    this.key = key;
    this.standard = standard;
    this.least = least;
    this.most = most;
  }

  String key() {
    return key;
  }

  /** Its value in these settings. */
  int in(Map<String, String> text) {
    String value = text.getOrDefault(key, Integer.toString(standard)).strip();
    String allowed = "a whole number from %d to %d".formatted(least, most);
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
      throw new InvalidSettingException(key, value, allowed);
    } catch (NumberFormatException e) {
      throw new InvalidSettingException(key, value, allowed, e);
    }
  }
}
