package org.zonekeeper.check.run;

import java.util.List;
import java.util.Optional;

/**
 * One command of a desktop or supervisor, with its answers.
 *
 * @param session the gateway's session in which it was sent
 * @param zone the zone that it was meant for; empty text if it names none
 * @param command the frame sent
 * @param answers the frames that answered it: exactly one, if all is well
 */
public record Exchange(String session, String zone, Frame command, List<Frame> answers) {

  /** Who sent it. */
  public String who() {
    return command.who();
  }

  /** The command's type. */
  public String type() {
    return command.type();
  }

  /** When it was sent, epoch milliseconds. */
  public long sentAt() {
    return command.at();
  }

  /** The id under which the journal has it. */
  public String commandId() {
    return session + ":" + command.text("id");
  }

  /** Its answer, the first if there are several. */
  public Optional<Frame> answer() {
    return answers.stream().findFirst();
  }

  /** Whether it was answered with result 0. */
  public boolean accepted() {
    return answer().filter(frame -> frame.message().path("result").asInt(-1) == 0).isPresent();
  }

  /** Why it was refused; empty text if it was not. */
  public String reason() {
    return accepted() ? "" : answer().map(frame -> frame.text("reason")).orElse("");
  }

  /** From sending to answer, milliseconds; empty without an answer. */
  public Optional<Long> tookMs() {
    return answer().map(frame -> frame.at() - sentAt());
  }

  @Override
  public String toString() {
    return "%s of %s (%s)".formatted(type(), who(), commandId());
  }
}
