package org.zonekeeper.am.processor;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.domain.input.Input.Adopt;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.journal.AttemptUnauthorised;
import org.zonekeeper.schemas.journal.InboundStatusMissed;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.UnknownCallAnswered;
import org.zonekeeper.schemas.state.ZoneRecord;
import org.zonekeeper.schemas.status.ZonePhase;

/**
 * An observer of zones for operators: one structured line in the log for each thing they act on.
 */
public final class ZoneOperatorLog implements ZoneActivityListener {
  private static final Logger LOG = LoggerFactory.getLogger(ZoneOperatorLog.class);

  @Override
  public void assigned(String zone, Origin origin, long millis) {
    LOG.info("zone assigned zone={} state={} ms={}", zone, origin, millis);
  }

  @Override
  public void adopted(ZoneRecord zone, Adopt adopt) {
    LOG.info(
        "zone adopted zone={} kind={} epoch={} sequence={} grounds=\"{}\"",
        zone.getZone(),
        adopt.kind(),
        zone.getEpoch(),
        zone.getSequence(),
        adopt.grounds());
  }

  @Override
  public void phase(ZoneRecord zone, ZonePhase phase, int events) {
    LOG.info("zone phase zone={} phase={} events={}", zone.getZone(), phase, events);
  }

  @Override
  public void decided(List<Event> events, long nanos) {
    for (Event event : events) {
      switch (event) {
        case AttemptUnauthorised e ->
            LOG.warn(
                "attempt without a valid authorisation zone={} call={} job={} authorisation={}"
                    + " breach={}; the platform dials what it may not",
                e.getHeader().getZone(),
                e.getCallId(),
                e.getJobId(),
                e.getAuthorisationId(),
                e.getBreach());
        case UnknownCallAnswered e ->
            LOG.warn(
                "a person answered an unknown call zone={} call={} reason=\"{}\"; the platform"
                    + " was told to play the nuisance message",
                e.getHeader().getZone(),
                e.getCallId(),
                e.getText());
        case InboundStatusMissed e ->
            LOG.warn(
                "no word from the inbound side zone={} agent={} work={}; the agent counts as on"
                    + " inbound work until it reports, or until a supervisor logs the agent off",
                e.getHeader().getZone(),
                e.getAgentId(),
                e.getWorkId());
        default -> {
          // Told by the journal alone.
        }
      }
    }
  }

  @Override
  public void beat(ZoneState zone, ZonePhase phase, long now) {
    // Ten times a second: for figures, not for words.
  }

  @Override
  public void released(String zone) {
    LOG.info("zone released zone={}", zone);
  }
}
