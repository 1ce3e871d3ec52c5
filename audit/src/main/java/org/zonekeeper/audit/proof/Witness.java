package org.zonekeeper.audit.proof;

import java.util.List;
import org.zonekeeper.check.evidence.ZoneEvidence;

/**
 * What is known of a zone from elsewhere, and what could not be found out.
 *
 * @param evidence what the journal has to agree with
 * @param reservations what could not be asked, and why; each makes the proof a partial one
 */
public record Witness(ZoneEvidence evidence, List<String> reservations) {
  /** Nothing is known, and nothing was asked. */
  public static final Witness NONE = new Witness(ZoneEvidence.NONE, List.of());

  public Witness {
    reservations = List.copyOf(reservations);
  }
}
