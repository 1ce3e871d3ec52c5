package org.zonekeeper.bench.direct;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What should be 0 at the end of a lean load. Immutable.
 *
 * @param unanswered commands without an answer when everything had come to rest
 * @param answeredTwice answers to commands that had none open
 * @param unended calls without an end when everything had come to rest
 * @param endedTwice ends of calls that were not open
 */
public record LoadShortfalls(long unanswered, long answeredTwice, long unended, long endedTwice) {
  /** Whether each command has exactly one answer and each call exactly one end. */
  public boolean none() {
    return unanswered + answeredTwice + unended + endedTwice == 0;
  }

  /** For machines. */
  public ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("commandsUnanswered", unanswered)
        .put("commandsAnsweredTwice", answeredTwice)
        .put("callsWithoutEnd", unended)
        .put("callsEndedTwice", endedTwice);
  }

  @Override
  public String toString() {
    return none()
        ? "every command answered once, every call ended once"
        : "NOT RIGHT: %d commands unanswered, %d answered twice, %d calls without end, %d ended twice"
            .formatted(unanswered, answeredTwice, unended, endedTwice);
  }
}
