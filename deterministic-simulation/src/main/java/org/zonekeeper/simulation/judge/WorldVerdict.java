package org.zonekeeper.simulation.judge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.zonekeeper.am.ownership.OutageThreshold;
import org.zonekeeper.am.topology.AgentManagerTopology;
import org.zonekeeper.check.DomainFold;
import org.zonekeeper.check.Judges;
import org.zonekeeper.check.evidence.Evidence;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.evidence.LiveState;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.evidence.ZoneEvidence;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.check.judge.JudgedJournal;
import org.zonekeeper.check.judge.Judgement;
import org.zonekeeper.check.run.Run;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.chain.BodyHash;
import org.zonekeeper.schemas.state.Heartbeat;
import org.zonekeeper.schemas.state.State.Entity;
import org.zonekeeper.simulation.faults.ProcessOutcomes;
import org.zonekeeper.simulators.platform.PlatformSink.Attempt;

/**
 * Judges one world when it is over: by the very judges of every journal, given the zones' stores
 * and the platform's attempts, and by those here, which know what really happened. Used once.
 */
public final class WorldVerdict {
  private static final Serde<SpecificRecord> STATE = AgentManagerTopology.stateSerde();

  private final WorldEvidence evidence;
  private final Truth truth;
  private final List<JournalEntry> all = new ArrayList<>();
  private final List<Judgement> judgements = new ArrayList<>();

  /**
   * What the world knows of itself.
   *
   * @param fates what became of each Agent Manager
   * @param liars agents whose desktops were made to answer wrongly
   * @param patience how long an owner may be silent
   * @param stores each zone's committed store at the end
   */
  public record Truth(
      ProcessOutcomes fates,
      Set<String> liars,
      OutageThreshold patience,
      Map<String, Map<String, byte[]>> stores) {}

  public WorldVerdict(WorldEvidence evidence, Truth truth) {
    this.evidence = evidence;
    this.truth = truth;
  }

  /** Everything that is wrong; empty for a world as it should be. */
  public List<String> findings() {
    evidence.zones().forEach(this::judge);
    judge("", List.of(), List.of(Judges.ofDialling(asRun())));
    return judgements.stream()
        .flatMap(
            one ->
                one.findings().stream()
                    .map(f -> "%s: %s: %s".formatted(one.id(), f.zone(), f.text())))
        .toList();
  }

  private void judge(String zone) {
    List<JournalEntry> journal = evidence.read(zone);
    all.addAll(journal);
    LiveState store = new LiveState(journal.getLast().sequence(), stored(zone).digest());
    List<Judge> judges =
        new ArrayList<>(
            Judges.ofJournal(
                zone, new DomainFold(zone), new ZoneEvidence(Optional.of(store), List.of())));
    judges.add(new F01ChangesJudgedRightly(evidence, truth.fates(), truth.patience()));
    judges.add(new F03OutageCommandsRefused(evidence, zone));
    judges.add(new F18HonestDesktopsBelieved(truth.liars()));
    judges.add(new F20SilencesJudgedRightly(evidence, truth.patience()));
    judges.add(new F24EverythingEnds());
    judges.add(new FactsApplied(evidence, zone));
    judge(zone, journal, judges);
  }

  private void judge(String zone, List<JournalEntry> journal, List<Judge> judges) {
    BodyHash hashes = new BodyHash();
    try (JudgedJournal judged = new JudgedJournal(zone, judges)) {
      journal.forEach(entry -> judged.next(entry, hashes.of(entry.event())));
      judgements.addAll(judged.end());
    }
  }

  /** What the platform did, in the words of its log. */
  private Run asRun() {
    List<LogLine> platform = evidence.attempts().stream().map(WorldVerdict::asLogLine).toList();
    return Run.of(new Evidence(all, List.of(), platform, List.of(), List.of()));
  }

  private static LogLine asLogLine(Attempt attempt) {
    return LogLine.of(
        JsonNodeFactory.instance
            .objectNode()
            .put("at", attempt.at())
            .put("kind", "attempt")
            .put("zone", attempt.zone())
            .put("callId", attempt.callId())
            .put("authorisationId", attempt.authorisationId())
            .put("validUntil", attempt.validUntil()));
  }

  private ZoneState stored(String zone) {
    Stream<Entity> entities =
        truth.stores().get(zone).values().stream()
            .map(bytes -> STATE.deserializer().deserialize(zone, bytes))
            .filter(record -> !(record instanceof Heartbeat))
            .map(Entity.class::cast);
    return ZoneState.restore(zone, entities);
  }
}
