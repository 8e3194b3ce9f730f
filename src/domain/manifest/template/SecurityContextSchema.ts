/**
 * With which rights a Pod and its containers run (core/v1 PodSecurityContext, SecurityContext).
 */
import * as Schema from "effect/Schema"
import * as Field from "./Field.ts"

export const SELinuxOptions = Schema.Struct({
  user: Field.text,
  role: Field.text,
  type: Field.text,
  level: Field.text
})

export const WindowsSecurityContextOptions = Schema.Struct({
  gmsaCredentialSpecName: Field.given.text,
  gmsaCredentialSpec: Field.given.text,
  runAsUserName: Field.given.text,
  hostProcess: Field.given.flag
})

export const SeccompProfile = Schema.Struct({
  type: Field.given.text,
  localhostProfile: Field.given.text
})

export const AppArmorProfile = Schema.Struct({
  type: Field.given.text,
  localhostProfile: Field.given.text
})

export const Capabilities = Schema.Struct({
  add: Field.list(Schema.String),
  drop: Field.list(Schema.String)
})

export const SecurityContext = Schema.Struct({
  capabilities: Field.part(Capabilities),
  privileged: Field.given.flag,
  seLinuxOptions: Field.part(SELinuxOptions),
  windowsOptions: Field.part(WindowsSecurityContextOptions),
  runAsUser: Field.given.int64,
  runAsGroup: Field.given.int64,
  runAsNonRoot: Field.given.flag,
  readOnlyRootFilesystem: Field.given.flag,
  allowPrivilegeEscalation: Field.given.flag,
  procMount: Field.given.text,
  seccompProfile: Field.part(SeccompProfile),
  appArmorProfile: Field.part(AppArmorProfile)
})

export const Sysctl = Schema.Struct({
  name: Field.given.text,
  value: Field.given.text
})

export const PodSecurityContext = Schema.Struct({
  seLinuxOptions: Field.part(SELinuxOptions),
  windowsOptions: Field.part(WindowsSecurityContextOptions),
  runAsUser: Field.given.int64,
  runAsGroup: Field.given.int64,
  runAsNonRoot: Field.given.flag,
  supplementalGroups: Field.list(Schema.Int),
  supplementalGroupsPolicy: Field.given.text,
  fsGroup: Field.given.int64,
  sysctls: Field.list(Sysctl),
  fsGroupChangePolicy: Field.given.text,
  seccompProfile: Field.part(SeccompProfile),
  appArmorProfile: Field.part(AppArmorProfile),
  seLinuxChangePolicy: Field.given.text
})
