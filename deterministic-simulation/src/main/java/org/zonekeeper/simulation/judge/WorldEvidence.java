package org.zonekeeper.simulation.judge;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zonekeeper.am.ownership.OutageThreshold;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.fact.FactHeader;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.status.ZoneStatus;
import org.zonekeeper.schemas.wire.StateCodec;
import org.zonekeeper.simulation.centre.GroundTruth;
import org.zonekeeper.simulation.judge.FactsApplied.FactOf;
import org.zonekeeper.simulators.platform.PlatformSink.Attempt;

/**
 * Everything that a world wrote: the journal in its real bytes, and what was sent, reported and
 * dialled. Confined to the world's thread until the world is over.
 */
public final class WorldEvidence implements GroundTruth {
  private static final StateCodec CODEC = StateCodec.of(Topics.JOURNAL.types());

  private final Map<String, List<Written>> journal = new TreeMap<>();
  private final Map<String, ZoneStatus> beats = new HashMap<>();
  private final Map<String, CommandHeader> commands = new LinkedHashMap<>();
  private final Map<String, FactOf> facts = new LinkedHashMap<>();
  private final List<Attempt> attempts = new ArrayList<>();
  private final MessageDigest digest = sha256();
  private long events;

  /**
   * One committed event: its bytes, when that was in the world's time, and the sign of life that
   * was committed last before it.
   */
  private static final class Written {
    private final byte[] bytes;
    private final long committedAt;
    private final Optional<ZoneStatus> lastBeat;

    Written(byte[] bytes, long committedAt, Optional<ZoneStatus> lastBeat) {
      this.bytes = bytes;
      this.committedAt = committedAt;
      this.lastBeat = lastBeat;
    }
  }

  /** An event was committed. */
  public void event(String zone, Event event, long committedAt) {
    byte[] bytes = CODEC.encode(event);
    digest.update(bytes);
    events++;
    journal
        .computeIfAbsent(zone, name -> new ArrayList<>())
        .add(new Written(bytes, committedAt, Optional.ofNullable(beats.get(zone))));
  }

  @Override
  public void sent(Command command) {
    CommandHeader header = command.getHeader();
    commands.put(header.getCommandId(), header);
  }

  @Override
  public void reported(Fact fact) {
    FactHeader header = fact.getHeader();
    facts.put(header.getFactId(), new FactOf(header.getZone(), fact.typeName()));
  }

  @Override
  public void dialled(Attempt attempt) {
    attempts.add(attempt);
  }

  @Override
  public void beat(ZoneStatus status) {
    beats.put(status.getZone(), status);
  }

  /** How many events there are in all zones. */
  public long events() {
    return events;
  }

  /** SHA-256 over the bytes of all events in the order in which they were committed; ask once. */
  public String journalDigest() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The zones that have events. */
  Iterable<String> zones() {
    return journal.keySet();
  }

  /** A zone's events as a reader of the topic gets them: decoded from their bytes. */
  List<JournalEntry> read(String zone) {
    List<JournalEntry> entries = new ArrayList<>();
    for (Written written : journal.get(zone)) {
      entries.add(new JournalEntry(zone, entries.size(), (Event) CODEC.decode(written.bytes)));
    }
    return entries;
  }

  long committedAt(JournalEntry entry) {
    return written(entry).committedAt;
  }

  /**
   * Whether the owner was silent for too long before the event: by the committed heartbeats, as the
   * contract has it, whatever kept the owner from them. It need not have stood still: it may have
   * lost the zone to others who came to nothing (each dead or frozen before its adoption was
   * committed) and got it back; then nobody owned the zone meanwhile. The times are what a new
   * owner goes by as well: its own clock, and that of the owner before it.
   */
  boolean silentTooLong(Owner owner, JournalEntry entry, OutageThreshold patience) {
    return written(entry)
        .lastBeat
        .filter(beat -> beat.getOwner().equals(owner))
        .filter(
            beat ->
                entry.at() - beat.getHeartbeatAt()
                    > patience.outageThresholdMillis() + beat.getToleranceMs())
        .isPresent();
  }

  private Written written(JournalEntry entry) {
    return journal.get(entry.zone()).get((int) entry.offset());
  }

  Map<String, CommandHeader> commands() {
    return commands;
  }

  /** By id. */
  Map<String, FactOf> facts() {
    return facts;
  }

  List<Attempt> attempts() {
    return attempts;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
