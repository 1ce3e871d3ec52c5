package org.zonekeeper.simulators.robots;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import org.zonekeeper.simulators.log.JsonLinesFile;

/**
 * What desktops saw and said, from which the checker judges, but for the secrets that resume
 * sessions. One file for any number of desktops; safe on any thread. The file belongs to whoever
 * opened it, who closes it after the desktops.
 */
public final class Transcript {
  private final JsonLinesFile lines;
  private final InstantSource clock;

  public Transcript(JsonLinesFile lines, InstantSource clock) {
    this.lines = lines;
    this.clock = clock;
  }

  /** The transcript of one desktop. */
  Desk ofAgent(RobotIdentity agent) {
    return new Desk("agent", agent.agent(), agent.zone());
  }

  Desk ofSupervisor(String supervisor) {
    return new Desk("supervisor", supervisor, "");
  }

  /** Makes what was written visible to readers. */
  public void flush() {
    lines.flush();
  }

  /** One desktop's part of the transcript. */
  final class Desk {
    private final String role;
    private final String name;
    private final String zone;

    private Desk(String role, String name, String zone) {
      this.role = role;
      this.name = name;
      this.zone = zone;
    }

    void in(ObjectNode message) {
      lines.write(line("in", message).set("message", withoutSecret(message)));
    }

    void out(ObjectNode message) {
      lines.write(line("out", message).set("message", withoutSecret(message)));
    }

    /** A transcript is evidence, and shown to others. */
    private static ObjectNode withoutSecret(ObjectNode message) {
      return message.has("secret") ? message.deepCopy().put("secret", "…") : message;
    }

    void open() {
      lines.write(line("open", lines.line(0, "")));
    }

    void close() {
      lines.write(line("close", lines.line(0, "")));
    }

    private ObjectNode line(String kind, ObjectNode message) {
      ObjectNode line = lines.line(clock.millis(), kind).put(role, name);
      String about = zone.isEmpty() ? message.path("zone").asText("") : zone;
      return about.isEmpty() ? line : line.put("zone", about);
    }
  }
}
