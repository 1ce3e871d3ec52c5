package org.zonekeeper.am.processor;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.domain.input.Input.Adopt;
import org.zonekeeper.schemas.journal.AttemptUnauthorised;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.UnknownCallAnswered;
import org.zonekeeper.schemas.state.ZoneRecord;
import org.zonekeeper.schemas.status.ZonePhase;

/** What an operator hears of a zone. Told by the zone's thread, which must not wait for it. */
public interface ZoneOperatorLog {
  /** Into the log. */
  ZoneOperatorLog LOGGED = new Logged();

  /** For zones that are nobody's business: practised or simulated ones. */
  ZoneOperatorLog UNTOLD =
      new ZoneOperatorLog() {
        @Override
        public void adopted(ZoneRecord zone, Adopt adopt) {}

        @Override
        public void assigned(String zone, Origin origin, long millis) {}

        @Override
        public void phase(ZoneRecord zone, ZonePhase phase, int events) {}

        @Override
        public void decided(List<Event> events) {}
      };

  /** Where the state of a zone that has just come comes from. */
  enum Origin {
    /** It was kept ready while somebody else owned the zone. */
    STANDBY,
    /** It was read from the zone's store, entity by entity. */
    STORE
  }

  /**
   * Kafka has given this Agent Manager a zone, and its state is there; it is not adopted yet.
   *
   * @param millis in which the state was made ready
   */
  void assigned(String zone, Origin origin, long millis);

  /**
   * A zone has a new owner, this one.
   *
   * @param zone as it is after the adoption
   */
  void adopted(ZoneRecord zone, Adopt adopt);

  /**
   * A zone has changed its phase.
   *
   * @param events decided together with it
   */
  void phase(ZoneRecord zone, ZonePhase phase, int events);

  /**
   * The zone has decided; most of it is nobody's news.
   *
   * @param events of one decision, in order
   */
  void decided(List<Event> events);

  /** One structured line for each. */
  final class Logged implements ZoneOperatorLog {
    private static final Logger LOG = LoggerFactory.getLogger(ZoneOperatorLog.class);

    private Logged() {}

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
    public void decided(List<Event> events) {
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
          default -> {
            // Told by the journal alone.
          }
        }
      }
    }
  }
}
