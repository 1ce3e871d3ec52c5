package org.zonekeeper.audit.story;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.Journal.Event;

/**
 * Who gave the commands that a story speaks of. The answer to a command stands behind the events
 * that it caused, so a cause can be told in full only when the reading is over. Confined to one
 * thread; remembers only the commands it was asked to.
 */
final class Actors {
  private final Set<String> wanted = new HashSet<>();
  private final Map<String, String> byCommand = new HashMap<>();

  /** The cause will be told: listen for who it was. */
  void want(Cause cause) {
    if (cause.getKind() == CauseKind.COMMAND) {
      wanted.add(cause.getId());
    }
  }

  void hear(Event event) {
    switch (event) {
      case CommandAccepted e -> hear(e.getCommandId(), e.getActor());
      case CommandRefused e -> hear(e.getCommandId(), e.getActor());
      default -> {
        // Nobody is named.
      }
    }
  }

  private void hear(String commandId, String actor) {
    if (wanted.remove(commandId)) {
      byCommand.put(commandId, actor);
    }
  }

  /** The cause in words. */
  String inWords(Cause cause) {
    return switch (cause.getKind()) {
      case COMMAND ->
          "%s of %s (command %s)"
              .formatted(
                  cause.getType(),
                  byCommand.getOrDefault(cause.getId(), "somebody not on record"),
                  cause.getId());
      case FACT -> "the platform reported %s (fact %s)".formatted(cause.getType(), cause.getId());
      case TIMER -> "timer " + cause.getType();
      case OWNERSHIP ->
          switch (cause.getType()) {
            case "Adopt" -> "a new owner has the zone";
            case "AnnounceHandover" -> "the owner is about to leave";
            default -> "ownership: " + cause.getType();
          };
    };
  }
}
