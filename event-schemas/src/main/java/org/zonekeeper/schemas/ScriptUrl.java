package org.zonekeeper.schemas;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.zonekeeper.schemas.state.CallRecord;

/**
 * The address of the page that agents are shown during a job's calls, with places for what is of
 * the call. Ids alone: a page that is to know more asks those who keep it. Stateless; any thread.
 */
public final class ScriptUrl {
  /** What is filled in. */
  public static final List<String> PLACES =
      List.of("{contact}", "{call}", "{agent}", "{job}", "{campaign}", "{zone}");

  private ScriptUrl() {}

  /** Whether it is a page's address: http or https, a host without a user's name, known places. */
  public static boolean isOne(String template) {
    String filled = template;
    for (String place : PLACES) {
      filled = filled.replace(place, "x");
    }
    try {
      URI uri = new URI(filled);
      return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getUserInfo() == null
          // Nothing of the call decides whom the browser asks.
          && template.startsWith(uri.getScheme() + "://" + uri.getRawAuthority());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** The address of the call's page. */
  public static String filled(String template, CallRecord call, String agentId, String zone) {
    Map<String, String> values =
        Map.of(
            "{contact}", call.getContact(),
            "{call}", call.getCallId(),
            "{agent}", agentId,
            "{job}", call.getJobId(),
            "{campaign}", call.getCampaign(),
            "{zone}", zone);
    String filled = template;
    for (String place : PLACES) {
      // As in a path: a blank is %20, and in a query that means the same.
      String value = URLEncoder.encode(values.get(place), StandardCharsets.UTF_8);
      filled = filled.replace(place, value.replace("+", "%20"));
    }
    return filled;
  }
}
