package org.zonekeeper.audit.proof;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zonekeeper.check.evidence.Anchor;
import org.zonekeeper.check.evidence.LiveState;
import org.zonekeeper.check.evidence.ZoneEvidence;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.schemas.query.LiveStoreDigest;
import org.zonekeeper.schemas.query.QueryClient;
import org.zonekeeper.schemas.status.ZoneStatus;
import org.zonekeeper.settings.SharedKey;

/**
 * What a running installation says of its zones: the hash of the newest event, from each zone's
 * committed status, and the digest of its live store, from its owner. To be asked before the
 * journal is opened, so that the journal has all that they speak of. Used by one thread.
 */
public final class LiveWitnesses {
  /** A commit follows within tens of milliseconds; an owner that died meanwhile is replaced. */
  private static final Duration COMMIT = Duration.ofSeconds(5);

  private static final int TRIES = 3;

  private final QueryClient owners;
  private final ZoneStatuses statuses;

  private LiveWitnesses(QueryClient owners, ZoneStatuses statuses) {
    this.owners = owners;
    this.statuses = statuses;
  }

  /**
   * Asks about every one of the zones.
   *
   * @param key which the query ports ask for
   * @throws org.zonekeeper.audit.source.UnreadableJournalException if broker or registry do not
   *     answer
   */
  public static Map<String, Witness> ask(ClusterSettings cluster, SharedKey key, List<String> zones)
      throws InterruptedException {
    Map<String, Witness> witnesses = new HashMap<>();
    try (QueryClient owners = new QueryClient(key);
        ZoneStatuses statuses = ZoneStatuses.open(cluster)) {
      LiveWitnesses live = new LiveWitnesses(owners, statuses);
      for (String zone : zones) {
        witnesses.put(zone, live.of(zone));
      }
    }
    return witnesses;
  }

  private Witness of(String zone) throws InterruptedException {
    Optional<ZoneStatus> status = statuses.of(zone);
    if (status.isEmpty()) {
      return Witness.NONE;
    }
    List<String> reservations = new ArrayList<>();
    Optional<LiveState> store = store(zone, reservations);
    ZoneStatus newest = statuses.of(zone).orElseThrow();
    List<Anchor> anchors =
        newest.getJournalHash().isEmpty()
            ? List.of()
            : List.of(
                new Anchor(
                    newest.getSequence(),
                    newest.getJournalHash(),
                    "the zone's status of " + newest.getOwner().getAgentManager()));
    return new Witness(new ZoneEvidence(store, anchors), reservations);
  }

  /** What is in a store may not be committed yet, and die with its owner: only what is, counts. */
  private Optional<LiveState> store(String zone, List<String> reservations)
      throws InterruptedException {
    String trouble = "";
    for (int i = 0; i < TRIES; i++) {
      ZoneStatus status = statuses.of(zone).orElseThrow();
      if (status.getQueryAddress().isEmpty()) {
        trouble = "its owner answers no queries (setting query.listen)";
        break;
      }
      try {
        LiveStoreDigest live = owners.zone(status.getQueryAddress(), zone);
        if (committed(live)) {
          return Optional.of(new LiveState(live.sequence(), live.digest()));
        }
        trouble = "what it held was never committed";
      } catch (IOException e) {
        trouble = e.getMessage() == null ? e.toString() : e.getMessage();
      }
    }
    reservations.add("the live store could not be compared: " + trouble);
    return Optional.empty();
  }

  private boolean committed(LiveStoreDigest live) {
    long started = System.nanoTime();
    do {
      ZoneStatus status = statuses.of(live.zone()).orElseThrow();
      if (status.getEpoch() != live.epoch()) {
        return false;
      }
      if (status.getSequence() >= live.sequence()) {
        return true;
      }
    } while (System.nanoTime() - started < COMMIT.toNanos());
    return false;
  }
}
