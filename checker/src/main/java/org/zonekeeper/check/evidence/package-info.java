/** What was seen from outside: journal, transcripts, logs. Nothing here judges. */
package org.zonekeeper.check.evidence;
