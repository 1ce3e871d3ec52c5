package org.zonekeeper.am.app;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.zonekeeper.management.ManagementPort;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.schemas.common.FailoverPolicy;
import org.zonekeeper.schemas.query.QueryProof;
import org.zonekeeper.settings.AdvertisedAddress;
import org.zonekeeper.settings.ChoiceSetting;
import org.zonekeeper.settings.DurationSetting;
import org.zonekeeper.settings.KeyFamily;
import org.zonekeeper.settings.ListenAddress;
import org.zonekeeper.settings.NumberSetting;
import org.zonekeeper.settings.PathSetting;
import org.zonekeeper.settings.Setting;
import org.zonekeeper.settings.SettingsCatalogue;
import org.zonekeeper.settings.SharedKey;
import org.zonekeeper.settings.TextSetting;

/** The declarations of an Agent Manager's settings: key, default, bounds, reason. Constants. */
public final class AgentManagerSetting {
  public static final Setting<String> ID =
      TextSetting.of("id")
          .matching(
              "[a-zA-Z0-9_-]{1,60}",
              "1 to 60 letters, digits, '_' and '-': it becomes part of Kafka's names")
          .because("this Agent Manager's id: its own, and the same after a restart")
          .asOption("ID", "--id");

  public static final Setting<Path> STATE_DIRECTORY =
      PathSetting.directory("state.dir")
          .because("where Kafka Streams may keep files; its own for each Agent Manager")
          .asOption("DIR", "--state-dir");

  public static final Setting<Duration> OUTAGE_THRESHOLD =
      DurationSetting.of("outage.threshold.ms")
          .defaultsTo(ofMillis(1_500))
          .between(ofMillis(1), ofHours(1))
          .because(
              "silence of a zone's owner that counts as an outage; the same value for gateways and"
                  + " reports. A healthy owner beats every 100 ms, so fifteen beats are lost before"
                  + " it is one");

  public static final Setting<Duration> HANDOVER_PATIENCE =
      DurationSetting.of("handover.patience.ms")
          .defaultsTo(ofSeconds(10))
          .between(ofMillis(1), ofHours(1))
          .because(
              "silence in a handover, announced or in a rebalance with both owners alive, that"
                  + " counts as an outage all the same; the same value for gateways");

  public static final Setting<Duration> FAILOVER_TOLERANCE =
      DurationSetting.of("failover.tolerance.ms")
          .defaultsTo(ofMillis(0))
          .between(ofMillis(0), ofMinutes(1))
          .because(
              "an unplanned takeover after a silence no longer than this is treated like a planned"
                  + " handover: nobody is told, nothing is marked. 0: each one is announced, as the"
                  + " contract says. For one zone: zone.<zone>.failover.tolerance.ms");

  public static final Setting<Duration> HEARTBEAT =
      DurationSetting.of("heartbeat.interval.ms")
          .defaultsTo(ofMillis(100))
          .between(ofMillis(1), ofHours(1))
          .because(
              "between two heartbeats of a zone; each is a committed record, ten a second cost next"
                  + " to nothing");

  public static final Setting<Duration> TICK =
      DurationSetting.of("tick.interval.ms")
          .defaultsTo(ofMillis(50))
          .between(ofMillis(1), ofHours(1))
          .because("between two looks at time limits and pacing; pacing decides every 200 ms");

  public static final Setting<Duration> DIAL_LEASE =
      DurationSetting.of("dial.lease.ms")
          .defaultsTo(ofMillis(500))
          .between(ofMillis(50), ofSeconds(10))
          .because(
              "how long a dial authorisation is valid: long enough for the platform to act on it,"
                  + " short enough that dialling stops by itself soon after an owner dies");

  public static final Setting<Duration> PACING_INTERVAL =
      DurationSetting.of("pacing.interval.ms")
          .defaultsTo(ofMillis(200))
          .between(ofMillis(20), ofSeconds(10))
          .because(
              "least time between two authorisations of a job: well below a ring time, so no agent"
                  + " waits for it");

  public static final Setting<Duration> LEASE_REPORT_GRACE =
      DurationSetting.of("lease.report.grace.ms")
          .defaultsTo(ofSeconds(1))
          .between(ofMillis(0), ofMinutes(1))
          .because(
              "how long after a lease's end its attempts may still be reported; a platform is"
                  + " rarely later");

  public static final Setting<Duration> DESKTOP_CHECK_TIMEOUT =
      DurationSetting.of("desktop.check.timeout.ms")
          .defaultsTo(ofSeconds(5))
          .between(ofMillis(100), ofMinutes(2))
          .because(
              "how long a desktop may take to tell its states after an outage; it answers by"
                  + " itself, only the network is in between");

  public static final Setting<Integer> PACING_EVIDENCE =
      NumberSetting.of("pacing.evidence.calls")
          .defaultsTo(50)
          .between(0, 10_000)
          .because(
              "live-answered calls that weigh as much as the assumption that the nuisance rate is"
                  + " at its cap: a predictive job starts carefully");

  public static final Setting<Duration> JOB_DWELL =
      DurationSetting.of("job.dwell.ms")
          .defaultsTo(ofSeconds(10))
          .between(ofSeconds(1), ofHours(1))
          .because(
              "least time with a job before allocation moves an agent to another one: what the"
                  + " field takes between acquiring an agent and releasing the agent again");

  public static final Setting<Duration> LONG_BREAK =
      DurationSetting.of("long.break.ms")
          .defaultsTo(ofMinutes(5))
          .between(ofSeconds(10), ofHours(12))
          .because(
              "after so long a break an agent leaves the job, so that others can have the place:"
                  + " longer than a cup of coffee, shorter than lunch");

  public static final Setting<Integer> CAPACITY_AGENTS =
      NumberSetting.of("capacity.agents")
          .defaultsTo(100_000)
          .between(1, 1_000_000)
          .because(
              "most agents logged on in one zone; one more is refused as ZONE_FULL. With more a"
                  + " takeover's checks take longer than desktops wait");

  public static final Setting<Integer> CAPACITY_JOBS =
      NumberSetting.of("capacity.jobs")
          .defaultsTo(1_000)
          .between(1, 100_000)
          .because(
              "most jobs in one zone, those that are ending among them; one more is refused as"
                  + " ZONE_FULL. Each is looked at in every tick");

  public static final Setting<Integer> CAPACITY_CALLBACKS =
      NumberSetting.of("capacity.callbacks")
          .defaultsTo(10_000)
          .between(1, 1_000_000)
          .because(
              "most callbacks to come in one zone; one more is refused as ZONE_FULL. Two each day"
                  + " of a month for 160 agents");

  public static final Setting<Duration> LOOK_UP_TIMEOUT =
      DurationSetting.of("liveness.lookup.timeout.ms")
          .defaultsTo(ofSeconds(2))
          .between(ofMillis(1), ofHours(1))
          .because(
              "longest wait for the group's members at a change of owner. It answers in under 10"
                  + " ms; on a starved machine it took more than 500, and giving up turns a planned"
                  + " handover into an outage");

  public static final Setting<Duration> COMMIT_INTERVAL =
      DurationSetting.of("commit.interval.ms")
          .defaultsTo(ofMillis(25))
          .between(ofMillis(1), ofHours(1))
          .because(
              "readers see a decision when it is committed: 25 ms measured best on two cores, 10 ms"
                  + " worse");

  public static final Setting<Duration> SESSION_TIMEOUT =
      DurationSetting.of("group.session.timeout.ms")
          .defaultsTo(ofSeconds(6))
          .between(ofMillis(1), ofHours(1))
          .because(
              "the safety net behind the peer watch; 6 s is the least that a broker with stock"
                  + " limits allows");

  public static final Setting<Duration> GROUP_HEARTBEAT =
      DurationSetting.of("group.heartbeat.interval.ms")
          .defaultsTo(ofMillis(20))
          .between(ofMillis(1), ofHours(1))
          .because(
              "survivors hear of a rebalance on their next heartbeat, so half of it is part of"
                  + " every failover; 50 requests a second and member cost a broker nothing");

  public static final Setting<Duration> TRANSACTION_TIMEOUT =
      DurationSetting.of("transaction.timeout.ms")
          .defaultsTo(ofSeconds(6))
          .between(ofMillis(1), ofHours(1))
          .because(
              "how long a dead owner's open transaction can block its zones when nobody fences it:"
                  + " as long as the session, because neither helps without the other");

  public static final Setting<Duration> FOREIGN_TRANSACTION =
      DurationSetting.of("foreign.transaction.ms")
          .defaultsTo(ofSeconds(1))
          .between(ofMillis(200), ofHours(1))
          .because(
              "how long a transaction of anybody else may hold up a zone: readers of committed"
                  + " records wait for it, until the broker's own limit of minutes. Then it is"
                  + " ended and its producer fenced. A dialler platform that writes facts in"
                  + " transactions keeps them shorter");

  public static final Setting<Integer> THREADS =
      NumberSetting.of("num.stream.threads")
          .defaultsTo(1)
          .between(1, 64)
          .because(
              "a zone's decision takes microseconds, so one thread serves dozens of zones; a second"
                  + " one makes every rebalance wait for one more member");

  public static final Setting<Integer> STANDBYS =
      NumberSetting.of("num.standby.replicas")
          .defaultsTo(1)
          .between(0, 8)
          .because("with a standby a takeover restores nothing; more only cost memory");

  public static final Setting<Integer> RECOVERY_LAG =
      NumberSetting.of("acceptable.recovery.lag")
          .defaultsTo(1_000)
          .between(0, 3_600_000)
          .because(
              "changelog records that a newcomer may lack and still be given a zone at once; one"
                  + " that lacks more becomes a standby first and gets the zone when it has caught"
                  + " up, which keeps the handover short. A zone writes ten records a second when"
                  + " idle");

  public static final Setting<Duration> MAX_POLL_INTERVAL =
      DurationSetting.of("max.poll.interval.ms")
          .defaultsTo(ofSeconds(30))
          .between(ofMillis(1), ofHours(1))
          .because(
              "a thread stuck for longer loses its zones; above the 7 s in which an unknown schema"
                  + " id is retried while the registry is down");

  public static final Setting<Integer> REPLACEMENTS_PER_MINUTE =
      NumberSetting.of("thread.replacements.per.minute")
          .defaultsTo(3)
          .between(0, 1_000)
          .because(
              "a passing fault is mended by a new thread; one that comes back this often is not"
                  + " passing, and the process ends with exit code 1");

  public static final Setting<Duration> STOP_TIMEOUT =
      DurationSetting.of("stop.timeout.ms")
          .defaultsTo(ofSeconds(10))
          .between(ofMillis(1), ofHours(1))
          .because("longest orderly stop: announcing takes 0.1 s, leaving the group under 1 s");

  public static final Setting<Duration> PEER_BEAT =
      DurationSetting.of("peer.beat.interval.ms")
          .defaultsTo(ofMillis(100))
          .between(ofMillis(1), ofHours(1))
          .because("between two beats to each peer that watches");

  public static final Setting<Duration> PEER_SILENCE =
      DurationSetting.of("peer.silence.ms")
          .defaultsTo(ofMillis(600))
          .between(ofMillis(1), ofHours(1))
          .because(
              "silence of a peer after which it is evicted: six beats. Only frozen peers and lost"
                  + " hosts take this long, a killed process is seen at once. Longer by itself"
                  + " where beats are late, and after an eviction that proved wrong, up to"
                  + " group.session.timeout.ms");

  public static final Setting<Integer> PEER_CONNECTIONS =
      NumberSetting.of("peer.connections")
          .defaultsTo(256)
          .between(1, 10_000)
          .because(
              "connections to the peer port in all, one for each peer that watches; one more is"
                  + " told that it is one too many, and those that are there go on");

  public static final Setting<Integer> PEER_CONNECTIONS_PER_ADDRESS =
      NumberSetting.of("peer.connections.per.address")
          .defaultsTo(32)
          .between(1, 10_000)
          .because(
              "of these from one address: many Agent Managers on one host, and eight hosts that"
                  + " want no good");

  public static final Setting<String> APPLICATION_ID =
      TextSetting.of("application.id")
          .matching("[a-zA-Z0-9._-]{1,100}", "letters, digits, '.', '_' and '-'")
          .defaultsTo("zonekeeper-agent-manager")
          .because(
              "the consumer group of all Agent Managers of an installation, and the start of the"
                  + " changelog topic's name");

  public static final Setting<FailoverPolicy> FAILOVER_POLICY =
      ChoiceSetting.of("failover.policy", FailoverPolicy.class, FailoverPolicy::name)
          .defaultsTo("MARK_ALL")
          .because(
              "which live-answered calls without an agent an outage costs: all of them (MARK_ALL),"
                  + " or those whose live-voice budget has run out (MARK_EXPIRED), the rest being"
                  + " connected afterwards. For one zone: zone.<zone>.failover.policy");

  public static final Setting<String> ZONES_ALLOCATION =
      TextSetting.of("zones.allocation")
          .matching(".*", "zone=agentManager pairs, separated by commas")
          .defaultsTo("")
          .because(
              "the Agent Manager that each zone belongs to, as east=am-1,west=am-2: one that comes"
                  + " back gets its zones back by a planned handover, one without zones stands by."
                  + " Nothing: zones are spread evenly. The same for all Agent Managers");

  public static final Setting<String> PEER_WATCH =
      TextSetting.of("peer.watch")
          .matching("on|off", "on or off")
          .defaultsTo("on")
          .because(
              "see a peer's death at once and have Kafka evict it; off leaves detection to the"
                  + " session time-out");

  public static final Setting<ListenAddress> PEER_LISTEN =
      ListenAddress.setting("peer.listen")
          .defaultsTo("127.0.0.1:0")
          .because("where peers connect; on the loopback interface unless told otherwise");

  public static final Setting<SharedKey> PEER_KEY =
      SharedKey.setting("peer.key")
          .because(
              "the secret with which peers prove to each other that they belong together, the same"
                  + " for all. Without one, a peer is believed to be who it says if the broker sees"
                  + " that client at its address, and the port listens on the loopback interface"
                  + " only")
          .keptSecret();

  public static final Setting<AdvertisedAddress> PEER_ADVERTISE =
      AdvertisedAddress.setting("peer.advertise", "peer.listen")
          .because(
              "what peers are told, where it differs from the address listened on, as in"
                  + " containers");

  /** Whether ports may be open to other machines without a key. */
  public enum Insecure {
    YES,
    NO
  }

  public static final Setting<Insecure> INSECURE =
      ChoiceSetting.of("insecure.development", Insecure.class)
          .defaultsTo("no")
          .because(
              "yes: peer.listen and query.listen may be addresses that other machines reach"
                  + " without peer.key and query.key, as in a network of containers of one's own")
          .asFlag("--insecure-development");

  public static final Setting<String> JOURNAL_CHAIN =
      TextSetting.of("journal.chain")
          .matching("on|off", "on or off")
          .defaultsTo("on")
          .because(
              "each event carries the hash of the zone's event before it, so that an auditor finds"
                  + " any later change of the journal; costs microseconds and 64 bytes an event");

  public static final Setting<Optional<ListenAddress>> QUERY_LISTEN =
      ListenAddress.settingOrOff("query.listen")
          .defaultsTo("127.0.0.1:0")
          .because(
              "where auditors ask for sequence and digest of the live stores, and operators how far"
                  + " copies of zones are behind; on the loopback interface unless told otherwise,"
                  + " and the answers tell nothing else");

  public static final Setting<AdvertisedAddress> QUERY_ADVERTISE =
      AdvertisedAddress.setting("query.advertise", "query.listen")
          .because(
              "what auditors are told by the zones' status, where it differs from the address"
                  + " listened on, as in containers");

  /** One zone's own value of a setting that a zone may have its own value of. */
  public static final KeyFamily ZONE =
      new KeyFamily(
          "zone.",
          "<zone>.KEY",
          "%s and %s of one zone".formatted(FAILOVER_POLICY, FAILOVER_TOLERANCE));

  public static final SettingsCatalogue CATALOGUE =
      SettingsCatalogue.of(ID, STATE_DIRECTORY)
          .and(ClusterSettings.CATALOGUE)
          .and(
              OUTAGE_THRESHOLD,
              HANDOVER_PATIENCE,
              FAILOVER_TOLERANCE,
              HEARTBEAT,
              TICK,
              DIAL_LEASE,
              PACING_INTERVAL,
              LEASE_REPORT_GRACE,
              DESKTOP_CHECK_TIMEOUT,
              PACING_EVIDENCE,
              JOB_DWELL,
              LONG_BREAK,
              CAPACITY_AGENTS,
              CAPACITY_JOBS,
              CAPACITY_CALLBACKS,
              LOOK_UP_TIMEOUT,
              COMMIT_INTERVAL,
              SESSION_TIMEOUT,
              GROUP_HEARTBEAT,
              TRANSACTION_TIMEOUT,
              FOREIGN_TRANSACTION,
              THREADS,
              STANDBYS,
              RECOVERY_LAG,
              MAX_POLL_INTERVAL,
              REPLACEMENTS_PER_MINUTE,
              STOP_TIMEOUT,
              PEER_BEAT,
              PEER_SILENCE,
              PEER_CONNECTIONS,
              PEER_CONNECTIONS_PER_ADDRESS,
              APPLICATION_ID,
              FAILOVER_POLICY,
              ZONES_ALLOCATION,
              PEER_WATCH,
              PEER_LISTEN,
              PEER_KEY,
              PEER_ADVERTISE,
              JOURNAL_CHAIN,
              QUERY_LISTEN,
              QUERY_ADVERTISE,
              QueryProof.KEY,
              INSECURE,
              ManagementPort.LISTEN)
          .and(ZONE)
          .and(StreamsKeys.FAMILY);

  private AgentManagerSetting() {}
}
