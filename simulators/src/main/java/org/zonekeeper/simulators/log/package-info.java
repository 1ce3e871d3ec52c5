/** The simulators' own records of what they saw and did: lines of JSON that the checker reads. */
package org.zonekeeper.simulators.log;
