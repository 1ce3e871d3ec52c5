package org.zonekeeper.cluster.issuer;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The log-on page: whom one may be, one button each. Plain HTML without a script. Stateless. */
final class LogOnPage {
  private LogOnPage() {}

  /**
   * @param request the parameters of the authorisation request, sent along with the choice
   */
  static String of(List<DevelopmentAccount> accounts, Map<String, String> request) {
    String carried =
        request.entrySet().stream()
            .filter(each -> !each.getKey().equals("account"))
            .map(
                each ->
                    "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                        .formatted(escaped(each.getKey()), escaped(each.getValue())))
            .collect(Collectors.joining());
    String buttons =
        accounts.stream()
            .map(
                account ->
                    "<li><button name=\"account\" value=\"%s\">%s</button> %s, zones %s</li>"
                        .formatted(
                            escaped(account.name()),
                            escaped(account.name()),
                            escaped(String.join(" and ", account.roles())),
                            escaped(String.join(", ", account.zones()))))
            .collect(Collectors.joining("\n"));
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>Development log-on</title>
    <link rel="icon" href="data:,">
    <style>body{font:16px system-ui,sans-serif;margin:3rem auto;max-width:40rem}
    button{font:inherit;min-width:14rem;margin:.2rem}li{list-style:none}</style></head>
    <body><h1>Who are you?</h1>
    <p>An issuer for development: anybody may be anybody. Never use it in production.</p>
    <form method="post" action="authorize">%s<ul>
    %s
    </ul></form></body></html>
    """
        .formatted(carried, buttons);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
