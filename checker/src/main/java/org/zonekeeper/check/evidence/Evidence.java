package org.zonekeeper.check.evidence;

import java.util.List;

/**
 * All that was seen from outside of one run. Immutable.
 *
 * @param journal the journal topic as read, each zone in the order of its partition
 * @param transcripts desktops' and supervisors' frames, each robot's in its own order
 * @param platform the dialler platform's log
 * @param recorder the recorder's log
 * @param incidents what was done to the system, in order of time
 */
public record Evidence(
    List<JournalEntry> journal,
    List<LogLine> transcripts,
    List<LogLine> platform,
    List<LogLine> recorder,
    List<LogLine> incidents) {

  public Evidence {
    journal = List.copyOf(journal);
    transcripts = List.copyOf(transcripts);
    platform = List.copyOf(platform);
    recorder = List.copyOf(recorder);
    incidents = List.copyOf(incidents);
  }
}
