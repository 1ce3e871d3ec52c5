package org.zonekeeper.management.metrics;

import static org.zonekeeper.management.metrics.Metric.Kind.COUNTER;
import static org.zonekeeper.management.metrics.Metric.Kind.GAUGE;
import static org.zonekeeper.management.metrics.Metric.Kind.HISTOGRAM;
import static org.zonekeeper.management.metrics.Metric.Service.ACR_FORWARDER;
import static org.zonekeeper.management.metrics.Metric.Service.AGENT_MANAGER;
import static org.zonekeeper.management.metrics.Metric.Service.DESKTOP_GATEWAY;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The catalogue of all metrics of ours: each name stands here and nowhere else in the code. A test
 * compares it with what running services export, with the dashboards and with the alert rules.
 *
 * <p>Units are base units (seconds, records, events). Labels have few values: never the id of a
 * call, an agent or a command.
 */
public enum Metric {
  ZONE_PHASE(
      "zonekeeper_zone_phase",
      GAUGE,
      "1 for the phase in which a zone owned here is, 0 for the others",
      Set.of(AGENT_MANAGER),
      "zone",
      "phase"),
  ZONE_EPOCH(
      "zonekeeper_zone_epoch",
      GAUGE,
      "How many owners a zone owned here has had",
      Set.of(AGENT_MANAGER),
      "zone"),
  ZONE_SEQUENCE(
      "zonekeeper_zone_sequence",
      GAUGE,
      "Sequence number of the last event of a zone owned here",
      Set.of(AGENT_MANAGER),
      "zone"),
  ZONE_STATE_ENTRIES(
      "zonekeeper_zone_state_entries",
      GAUGE,
      "Entries of a zone owned here in its store, by kind",
      Set.of(AGENT_MANAGER),
      "zone",
      "kind"),
  ZONE_HEARTBEAT_AGE(
      "zonekeeper_zone_heartbeat_age_seconds",
      GAUGE,
      "Time since the owner's last heartbeat: an Agent Manager tells it of its own zones, a gateway"
          + " of every zone by the heartbeats that it has read",
      Set.of(AGENT_MANAGER, DESKTOP_GATEWAY),
      "zone"),
  ZONE_STANDBY_LAG(
      "zonekeeper_zone_standby_lag_records",
      GAUGE,
      "Changelog records that the copy of a zone here lacks, its owner's or a standby's; NaN, which"
          + " monitoring takes for no value: there is none here",
      Set.of(AGENT_MANAGER),
      "zone"),
  ZONE_FOREIGN_WAIT(
      "zonekeeper_zone_foreign_transaction_seconds",
      GAUGE,
      "How long a zone owned here has waited for the open transaction of somebody else; 0: for"
          + " none",
      Set.of(AGENT_MANAGER),
      "zone"),
  FOREIGN_TRANSACTIONS(
      "zonekeeper_foreign_transactions_ended_total",
      COUNTER,
      "Transactions of somebody else that held up a zone for too long and were ended",
      Set.of(AGENT_MANAGER)),
  TAKEOVERS(
      "zonekeeper_takeovers_total",
      COUNTER,
      "Zones that this Agent Manager has adopted, by kind of adoption",
      Set.of(AGENT_MANAGER),
      "zone",
      "kind"),
  TAKEOVER(
      "zonekeeper_takeover_seconds",
      HISTOGRAM,
      "Time from the previous owner's last heartbeat to the adoption (stage silence), and to the"
          + " zone's availability (stage available); outages only",
      Set.of(AGENT_MANAGER),
      "stage"),
  DECISION(
      "zonekeeper_decision_seconds",
      HISTOGRAM,
      "Time for one decision and its application, in memory",
      Set.of(AGENT_MANAGER)),
  EVENTS(
      "zonekeeper_events_total",
      COUNTER,
      "Events written to the journal, by type",
      Set.of(AGENT_MANAGER),
      "type"),
  COMMANDS_REFUSED(
      "zonekeeper_commands_refused_total",
      COUNTER,
      "Commands refused by zones owned here, by reason",
      Set.of(AGENT_MANAGER),
      "reason"),
  FACTS_UNMATCHED(
      "zonekeeper_facts_unmatched_total",
      COUNTER,
      "Facts of the platform that fitted nothing the zone knows",
      Set.of(AGENT_MANAGER),
      "zone"),
  LIVE_ANSWERS(
      "zonekeeper_live_answers_total",
      COUNTER,
      "Calls answered by a person",
      Set.of(AGENT_MANAGER),
      "zone"),
  NUISANCES(
      "zonekeeper_nuisances_total",
      COUNTER,
      "Calls marked as nuisance, by cause",
      Set.of(AGENT_MANAGER),
      "zone",
      "cause"),
  AGENTS(
      "zonekeeper_agents",
      GAUGE,
      "Agents logged on to a zone owned here, by agent state",
      Set.of(AGENT_MANAGER),
      "zone",
      "state"),
  CALLS(
      "zonekeeper_calls",
      GAUGE,
      "Calls under way in a zone owned here, by phase",
      Set.of(AGENT_MANAGER),
      "zone",
      "phase"),
  QUEUE_OLDEST(
      "zonekeeper_queue_oldest_seconds",
      GAUGE,
      "How long the oldest call waits for an agent; 0: none waits",
      Set.of(AGENT_MANAGER),
      "zone"),
  PEERS_MET(
      "zonekeeper_peers_met",
      GAUGE,
      "Other Agent Managers whose death would be noticed at once",
      Set.of(AGENT_MANAGER)),
  CLOCK_STEPS(
      "zonekeeper_clock_step_seconds_total",
      COUNTER,
      "By how much the host's clock was set, forward or back, in all",
      Set.of(AGENT_MANAGER)),
  GATEWAY_SESSIONS(
      "zonekeeper_gateway_sessions",
      GAUGE,
      "Open connections of desktops, by role",
      Set.of(DESKTOP_GATEWAY),
      "role"),
  GATEWAY_FEED_LAG(
      "zonekeeper_gateway_feed_lag_records",
      GAUGE,
      "Records of journal, zone status and agents that the gateway has yet to read",
      Set.of(DESKTOP_GATEWAY)),
  GATEWAY_RECORDS_SKIPPED(
      "zonekeeper_gateway_records_skipped_total",
      COUNTER,
      "Records that the gateway could not read and passed over",
      Set.of(DESKTOP_GATEWAY)),
  GATEWAY_LOG_ONS_REFUSED(
      "zonekeeper_gateway_log_ons_refused_total",
      COUNTER,
      "Log-ons, renewals and commands that the gateway refused for want of a right, by reason",
      Set.of(DESKTOP_GATEWAY),
      "reason"),
  RECORDER_LAG_EVENTS(
      "zonekeeper_recorder_lag_events",
      GAUGE,
      "Events that the recorder has not acknowledged",
      Set.of(ACR_FORWARDER),
      "zone"),
  RECORDER_LAG(
      "zonekeeper_recorder_lag_seconds",
      GAUGE,
      "Age of the oldest event that the recorder has not acknowledged; 0: none waits",
      Set.of(ACR_FORWARDER),
      "zone"),
  RECORDER_WITHHELD(
      "zonekeeper_recorder_withheld_events",
      GAUGE,
      "Events that the recorder refused and that were put aside as dead letters since this"
          + " forwarder has the zone",
      Set.of(ACR_FORWARDER),
      "zone"),
  BUILD(
      "zonekeeper_build",
      GAUGE,
      "Always 1; which version this is",
      EnumSet.allOf(Service.class),
      "version");

  /** What may be done with the figures, as Prometheus has it. */
  public enum Kind {
    GAUGE,
    COUNTER,
    HISTOGRAM
  }

  /** Who exports metrics. */
  public enum Service {
    AGENT_MANAGER,
    DESKTOP_GATEWAY,
    ACR_FORWARDER
  }

  private final String exportedName;
  private final Kind kind;
  private final String help;

  /** Made by Set.of and EnumSet.allOf and never changed, which the checker cannot see. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<Service> services;

  /** Made by List.of, which the checker cannot see. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> labels;

  Metric(String exportedName, Kind kind, String help, Set<Service> services, String... labels) {
    this.exportedName = exportedName;
    this.kind = kind;
    this.help = help;
    this.services = services;
    this.labels = List.of(labels);
  }

  /** The name that is scraped: without {@code _bucket}, {@code _count}, {@code _sum}. */
  public String exportedName() {
    return exportedName;
  }

  public Kind kind() {
    return kind;
  }

  /** What it says, in words. */
  public String help() {
    return help;
  }

  /** Names of its labels, in order. */
  public List<String> labels() {
    return labels;
  }

  /** Those that a service exports. */
  public static List<Metric> of(Service service) {
    return Arrays.stream(values()).filter(metric -> metric.services.contains(service)).toList();
  }
}
