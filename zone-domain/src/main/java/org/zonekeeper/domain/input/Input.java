package org.zonekeeper.domain.input;

import java.util.List;
import java.util.Set;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.domain.settings.FailoverTreatment;
import org.zonekeeper.schemas.command.Commands;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.fact.Facts;
import org.zonekeeper.schemas.level.FeatureLevel;

/** What a zone can be asked to decide on. Time is never part of it: it comes beside it. */
public sealed interface Input {

  /** The offset of an input that came from no topic. */
  long NOWHERE = -1;

  /**
   * A record of the commands topic, a barrier among them.
   *
   * @param offset where it stands in the zone's partition, or {@link #NOWHERE}
   */
  record Command(Commands.Command command, long offset) implements Input {

    /** Of a command that came from no topic. */
    public Command(Commands.Command command) {
      this(command, NOWHERE);
    }
  }

  /**
   * A record of the platform-facts topic, a barrier among them.
   *
   * @param offset where it stands in the zone's partition, or {@link #NOWHERE}
   * @param zoneAhead by how much the zone's time is ahead of the platform's, milliseconds: 0 unless
   *     an earlier owner's clock was ahead and the zone's time is still on its way back
   */
  record Fact(Facts.Fact fact, long offset, long zoneAhead) implements Input {
    public Fact {
      if (zoneAhead < 0) {
        throw new IllegalArgumentException("a zone is never behind: " + zoneAhead + " ms");
      }
    }

    /** Of a fact whose times are the zone's. */
    public Fact(Facts.Fact fact, long offset) {
      this(fact, offset, 0);
    }

    /** Of a fact that came from no topic. */
    public Fact(Facts.Fact fact) {
      this(fact, NOWHERE);
    }

    /** The same, to a zone whose time is so many milliseconds ahead. */
    public Fact to(long ahead) {
      return new Fact(fact, offset, ahead);
    }
  }

  /** Time has passed: limits, time-outs, pacing. Offered every few tens of milliseconds. */
  record Tick() implements Input {}

  /**
   * What the calls of campaigns came to in other zones. No decision spans two zones: this is news,
   * and what comes of it stands in the journal.
   */
  record CampaignNews(List<CampaignElsewhere> counts) implements Input {
    public CampaignNews {
      counts = List.copyOf(counts);
    }
  }

  /**
   * What the calls of a campaign came to today in all other zones together.
   *
   * @param zones how many of them were heard of
   */
  record CampaignElsewhere(String campaign, int zones, long liveAnswered, long nuisances) {}

  /**
   * Who of the Agent Managers' group knows the lowest feature level, as it is now; told before each
   * command that goes by it. News, too: no event comes of it.
   *
   * @param agentManager its id
   * @param level the newest level that it knows
   */
  record OldestMember(String agentManager, int level) implements Input {}

  /**
   * There is time for some of the checks of calls and desktops that are owed after an outage.
   * Nothing comes of it where none is owed.
   */
  record Check() implements Input {}

  /**
   * A new owner has the zone, its state restored, and adopts it; always the first input of an
   * owner.
   *
   * @param owner the new owner
   * @param kind what the change of owner is
   * @param grounds why it was judged so, in words, for the journal
   * @param outageBeganAt last committed heartbeat of the previous owner, epoch milliseconds; only
   *     for an outage
   * @param failover what the zone makes of the loss of its owner
   * @param halfDecided entities that the zone's last decision changed, if nothing proves that all
   *     of that decision's events are there; only for an outage
   * @param level that the zone begins with; only for the opening of one that never had an owner
   */
  record Adopt(
      Owner owner,
      AdoptionKind kind,
      String grounds,
      long outageBeganAt,
      FailoverTreatment failover,
      Set<EntityKey> halfDecided,
      FeatureLevel level)
      implements Input {
    public Adopt {
      halfDecided = Set.copyOf(halfDecided);
    }

    /** Of a zone whose last decision is whole. */
    public Adopt(
        Owner owner,
        AdoptionKind kind,
        String grounds,
        long outageBeganAt,
        FailoverTreatment failover) {
      this(owner, kind, grounds, outageBeganAt, failover, Set.of());
    }

    /** Of a zone that had an owner before. */
    public Adopt(
        Owner owner,
        AdoptionKind kind,
        String grounds,
        long outageBeganAt,
        FailoverTreatment failover,
        Set<EntityKey> halfDecided) {
      this(owner, kind, grounds, outageBeganAt, failover, halfDecided, FeatureLevel.newest());
    }

    /** The opening of a zone, at this level. */
    public static Adopt opening(Owner owner, String grounds, FeatureLevel level) {
      return new Adopt(
          owner, AdoptionKind.OPENING, grounds, 0, FailoverTreatment.MARK_ALL, Set.of(), level);
    }

    /** Of a zone that announces every outage and marks all waiting calls. */
    public Adopt(Owner owner, AdoptionKind kind, String grounds, long outageBeganAt) {
      this(owner, kind, grounds, outageBeganAt, FailoverTreatment.MARK_ALL);
    }
  }

  /** The owner will let go of the zone in good order. */
  record AnnounceHandover(String grounds) implements Input {}

  /** What a change of owner is. */
  enum AdoptionKind {
    /** The zone never had an owner. */
    OPENING,
    /** Same owner, same process, silent for less than the outage threshold: no event at all. */
    CARRY_ON,
    PLANNED_HANDOVER,
    /** The previous owner failed, for no longer than the zone tolerates: as if planned. */
    TOLERATED_FAILURE,
    OUTAGE
  }
}
