package org.zonekeeper.simulation.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.zonekeeper.am.ownership.OutageThreshold;
import org.zonekeeper.am.topology.AgentManagerTopology;
import org.zonekeeper.check.DomainFold;
import org.zonekeeper.check.evidence.Evidence;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.invariant.Invariants;
import org.zonekeeper.check.story.Story;
import org.zonekeeper.domain.apply.Applications;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.state.Heartbeat;
import org.zonekeeper.schemas.state.State.Entity;
import org.zonekeeper.simulation.faults.ProcessOutcomes;
import org.zonekeeper.simulation.judge.Law.Faults;

/**
 * Judges one world when it is over: by the laws here, by the checker's invariants, and by comparing
 * the fold of the journal with what the stores hold. Used once.
 */
public final class Inquest {
  private static final Serde<SpecificRecord> STATE = AgentManagerTopology.stateSerde();

  private final Chronicle chronicle;
  private final Truth truth;
  private final List<String> findings = new ArrayList<>();

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

  public Inquest(Chronicle chronicle, Truth truth) {
    this.chronicle = chronicle;
    this.truth = truth;
  }

  /** Everything that is wrong; empty for a world as it should be. */
  public List<String> findings() {
    List<JournalEntry> all = new ArrayList<>();
    for (String zone : chronicle.zones()) {
      List<JournalEntry> journal = chronicle.read(zone);
      all.addAll(journal);
      judge(zone, journal);
    }
    Story story = Story.of(new Evidence(all, List.of(), List.of(), List.of(), List.of()));
    Invariants.all(DomainFold::new).stream()
        .map(invariant -> invariant.judge(story))
        .filter(result -> !result.pass())
        .forEach(result -> findings.add(result.id() + ": " + result.evidence()));
    return List.copyOf(findings);
  }

  private void judge(String zone, List<JournalEntry> journal) {
    Faults faults = text -> findings.add(zone + ": " + text);
    List<Law> laws =
        List.of(
            new OutageLaw(faults),
            new CommandLaw(chronicle, zone, faults),
            new OwnerLaw(chronicle, truth.fates(), truth.patience(), faults),
            new PlatformLaw(chronicle, zone, faults),
            new RestLaw(truth.liars(), faults));
    ZoneState fold = ZoneState.empty(zone);
    for (JournalEntry entry : journal) {
      laws.forEach(law -> law.next(entry, fold));
      Applications.apply(fold, entry.event());
    }
    laws.forEach(law -> law.end(fold));
    if (!stored(zone).digest().equals(fold.digest())) {
      faults.fault("F9: the store is not the fold of the journal");
    }
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
