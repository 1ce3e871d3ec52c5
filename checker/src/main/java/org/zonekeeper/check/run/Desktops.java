package org.zonekeeper.check.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zonekeeper.check.evidence.LogLine;

/**
 * What desktops and supervisors heard and said: notifications, and commands with their answers.
 * Built once, then only read; any thread.
 */
public final class Desktops {
  /** Not commands to the zone: the gateway answers them itself. */
  private static final Set<String> OF_THE_GATEWAY =
      Set.of("POMClientAlive", "AGTResumeSession", "SUPSubscribe");

  private final Map<String, List<Frame>> heard = new LinkedHashMap<>();
  private final List<Exchange> exchanges = new ArrayList<>();
  private final Map<String, Talk> talks = new HashMap<>();
  private long end;

  /** The session a robot is in, and its commands by id. */
  private static final class Talk {
    private final List<Frame> behindResumption = new ArrayList<>();
    private boolean resuming;
    private String session = "";
    private String zone = "";
    private final Map<String, Exchange> byId = new HashMap<>();
  }

  /**
   * @param transcripts each robot's lines in its own order
   */
  public Desktops(List<LogLine> transcripts) {
    int order = 0;
    for (LogLine line : transcripts) {
      end = Math.max(end, line.at());
      String agent = line.text("agent");
      String who = agent.isEmpty() ? line.text("supervisor") : agent;
      Frame frame = new Frame(who, line.at(), order++, line.json().path("message"));
      Talk talk = talks.computeIfAbsent(who, name -> new Talk());
      if (!line.zone().isEmpty()) {
        talk.zone = line.zone();
      }
      switch (line.kind()) {
        case "in" -> received(talk, frame);
        case "out" -> sent(talk, frame);
        case "open", "close" -> settle(talk);
        default -> {
          // Says nothing about commands.
        }
      }
    }
    talks.values().forEach(this::settle);
  }

  /** What was sent behind a request to resume belongs to the session that came of it. */
  private void settle(Talk talk) {
    talk.resuming = false;
    talk.behindResumption.forEach(frame -> sent(talk, frame));
    talk.behindResumption.clear();
  }

  private void received(Talk talk, Frame frame) {
    heard.computeIfAbsent(frame.who(), who -> new ArrayList<>()).add(frame);
    boolean resumed =
        frame.type().equals("AGTResumeSessionRESP")
            && frame.message().path("result").asInt(-1) == 0;
    if (frame.type().equals("AgentSDKConnected") || resumed) {
      talk.session = frame.text("session");
    }
    if (frame.type().equals("AGTResumeSessionRESP")) {
      settle(talk);
    }
    if (frame.type().endsWith("RESP") || frame.type().equals("Error")) {
      Exchange exchange = talk.byId.get(key(talk, frame.message()));
      if (exchange != null) {
        exchange.answers().add(frame);
      }
    }
  }

  private void sent(Talk talk, Frame frame) {
    talk.resuming |= frame.type().equals("AGTResumeSession");
    if (OF_THE_GATEWAY.contains(frame.type()) || frame.text("id").isEmpty()) {
      return;
    }
    if (talk.resuming) {
      talk.behindResumption.add(frame);
      return;
    }
    String zone = frame.message().path("zone").asText(talk.zone);
    Exchange exchange = new Exchange(talk.session, zone, frame, new ArrayList<>());
    // The same id again is the same command, sent again.
    if (talk.byId.putIfAbsent(key(talk, frame.message()), exchange) == null) {
      exchanges.add(exchange);
    }
  }

  private static String key(Talk talk, JsonNode message) {
    return talk.session + "/" + message.path("id").asText("");
  }

  /** When the last line was written, by the robots' clock, epoch milliseconds; 0: there is none. */
  public long end() {
    return end;
  }

  /** Everything that a robot received, in order. */
  public List<Frame> heardBy(String who) {
    return Collections.unmodifiableList(heard.getOrDefault(who, List.of()));
  }

  /** What a robot received of one type. */
  public List<Frame> heardBy(String who, String type) {
    return heardBy(who).stream().filter(frame -> frame.type().equals(type)).toList();
  }

  /** Every frame of one type that any robot received. */
  public List<Frame> heard(String type) {
    return heard.values().stream()
        .flatMap(List::stream)
        .filter(frame -> frame.type().equals(type))
        .toList();
  }

  /** Every command to a zone, each robot's in order; resent ones once. */
  public List<Exchange> exchanges() {
    return Collections.unmodifiableList(exchanges);
  }

  /** A robot's commands in order. */
  public List<Exchange> saidBy(String who) {
    return exchanges.stream().filter(exchange -> exchange.who().equals(who)).toList();
  }

  /** Commands of one type. */
  public List<Exchange> said(String type) {
    return exchanges.stream().filter(exchange -> exchange.type().equals(type)).toList();
  }
}
