package org.zonekeeper.bench.direct;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.zonekeeper.bench.direct.DirectLoadCounts.Calls;
import org.zonekeeper.bench.direct.DirectLoadCounts.Traffic;

/**
 * Holds every command against its answer and every call against its end, and counts. Confined to
 * the load's thread.
 */
final class LoadLedger {
  private final Map<String, Long> openCommands = new HashMap<>();
  private final Set<String> openCalls = new HashSet<>();
  private final List<Long> answerMillis = new ArrayList<>();
  private long answeredTwice;
  private long endedTwice;
  private long attempts;
  private long connected;
  private long ended;
  private long nuisances;
  private long events;
  private long orders;
  private long sent;
  private long bytesSent;
  private long refused;
  private long since = System.nanoTime();

  void asked(String commandId) {
    openCommands.put(commandId, System.nanoTime());
  }

  void answered(String commandId) {
    Long askedAt = openCommands.remove(commandId);
    if (askedAt == null) {
      answeredTwice++;
    } else {
      answerMillis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - askedAt));
    }
  }

  void refused() {
    refused++;
  }

  void dialled(String callId) {
    attempts++;
    openCalls.add(callId);
  }

  void connected() {
    connected++;
  }

  void markedNuisance() {
    nuisances++;
  }

  void ended(String callId) {
    ended++;
    if (!openCalls.remove(callId)) {
      endedTwice++;
    }
  }

  void sent(int bytes) {
    sent++;
    bytesSent += bytes;
  }

  void readEvent() {
    events++;
  }

  void readOrder() {
    orders++;
  }

  boolean allClosed() {
    return openCommands.isEmpty() && openCalls.isEmpty();
  }

  int openCommands() {
    return openCommands.size();
  }

  LoadShortfalls findings() {
    return new LoadShortfalls(openCommands.size(), answeredTwice, openCalls.size(), endedTwice);
  }

  /** What was counted since the last taking; counting begins anew, holding against goes on. */
  DirectLoadCounts take() {
    long now = System.nanoTime();
    DirectLoadCounts counts =
        new DirectLoadCounts(
            (now - since) / 1e9,
            new Calls(attempts, connected, ended, nuisances),
            new Traffic(events, orders, sent, bytesSent),
            refused,
            answerMillis);
    since = now;
    attempts = 0;
    connected = 0;
    ended = 0;
    nuisances = 0;
    events = 0;
    orders = 0;
    sent = 0;
    bytesSent = 0;
    refused = 0;
    answerMillis.clear();
    return counts;
  }
}
