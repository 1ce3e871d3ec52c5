/** The evidence put in order: calls, agents, commands with their answers, outages. */
package org.zonekeeper.check.run;
