/**
 * The volumes of a Pod, with every source the API knows (core/v1 Volume). A volume has one source.
 */
import * as Schema from "effect/Schema"
import { LabelSelector } from "../LabelSelectorSchema.ts"
import { ObjectFieldSelector, ResourceFieldSelector } from "./EnvironmentSchema.ts"
import * as Field from "./Field.ts"
import { TemplateMetadata } from "./TemplateMetadataSchema.ts"

export const LocalObjectReference = Schema.Struct({
  name: Field.text
})

export const KeyToPath = Schema.Struct({
  key: Field.given.text,
  path: Field.given.text,
  mode: Field.given.int32
})
export interface KeyToPath extends Schema.Schema.Type<typeof KeyToPath> {}

export const HostPathVolumeSource = Schema.Struct({
  path: Field.given.text,
  type: Field.given.textOr("")
})

export const EmptyDirVolumeSource = Schema.Struct({
  medium: Field.text,
  sizeLimit: Field.quantity
})

export const GCEPersistentDiskVolumeSource = Schema.Struct({
  pdName: Field.given.text,
  fsType: Field.text,
  partition: Field.int32,
  readOnly: Field.flag
})

export const AWSElasticBlockStoreVolumeSource = Schema.Struct({
  volumeID: Field.given.text,
  fsType: Field.text,
  partition: Field.int32,
  readOnly: Field.flag
})

export const GitRepoVolumeSource = Schema.Struct({
  repository: Field.given.text,
  revision: Field.text,
  directory: Field.text
})

export const SecretVolumeSource = Schema.Struct({
  secretName: Field.text,
  items: Field.list(KeyToPath),
  defaultMode: Field.given.int32Or(0o644),
  optional: Field.given.flag
})

export const NFSVolumeSource = Schema.Struct({
  server: Field.given.text,
  path: Field.given.text,
  readOnly: Field.flag
})

export const ISCSIVolumeSource = Schema.Struct({
  targetPortal: Field.given.text,
  iqn: Field.given.text,
  lun: Field.given.int32,
  iscsiInterface: Field.textOr("default"),
  fsType: Field.text,
  readOnly: Field.flag,
  portals: Field.list(Schema.String),
  chapAuthDiscovery: Field.flag,
  chapAuthSession: Field.flag,
  secretRef: Field.part(LocalObjectReference),
  initiatorName: Field.given.text
})

export const GlusterfsVolumeSource = Schema.Struct({
  endpoints: Field.given.text,
  path: Field.given.text,
  readOnly: Field.flag
})

export const PersistentVolumeClaimVolumeSource = Schema.Struct({
  claimName: Field.given.text,
  readOnly: Field.flag
})

export const RBDVolumeSource = Schema.Struct({
  monitors: Field.list(Schema.String),
  image: Field.given.text,
  fsType: Field.text,
  pool: Field.textOr("rbd"),
  user: Field.textOr("admin"),
  keyring: Field.textOr("/etc/ceph/keyring"),
  secretRef: Field.part(LocalObjectReference),
  readOnly: Field.flag
})

export const FlexVolumeSource = Schema.Struct({
  driver: Field.given.text,
  fsType: Field.text,
  secretRef: Field.part(LocalObjectReference),
  readOnly: Field.flag,
  options: Field.map
})

export const CinderVolumeSource = Schema.Struct({
  volumeID: Field.given.text,
  fsType: Field.text,
  readOnly: Field.flag,
  secretRef: Field.part(LocalObjectReference)
})

export const CephFSVolumeSource = Schema.Struct({
  monitors: Field.list(Schema.String),
  path: Field.text,
  user: Field.text,
  secretFile: Field.text,
  secretRef: Field.part(LocalObjectReference),
  readOnly: Field.flag
})

export const FlockerVolumeSource = Schema.Struct({
  datasetName: Field.text,
  datasetUUID: Field.text
})

export const DownwardAPIVolumeFile = Schema.Struct({
  path: Field.given.text,
  fieldRef: Field.part(ObjectFieldSelector),
  resourceFieldRef: Field.part(ResourceFieldSelector),
  mode: Field.given.int32
})
export interface DownwardAPIVolumeFile extends Schema.Schema.Type<typeof DownwardAPIVolumeFile> {}

export const DownwardAPIVolumeSource = Schema.Struct({
  items: Field.list(DownwardAPIVolumeFile),
  defaultMode: Field.given.int32Or(0o644)
})

export const FCVolumeSource = Schema.Struct({
  targetWWNs: Field.list(Schema.String),
  lun: Field.given.int32,
  fsType: Field.text,
  readOnly: Field.flag,
  wwids: Field.list(Schema.String)
})

export const AzureFileVolumeSource = Schema.Struct({
  secretName: Field.given.text,
  shareName: Field.given.text,
  readOnly: Field.flag
})

export const ConfigMapVolumeSource = Schema.Struct({
  name: Field.text,
  items: Field.list(KeyToPath),
  defaultMode: Field.given.int32Or(0o644),
  optional: Field.given.flag
})

export const VsphereVirtualDiskVolumeSource = Schema.Struct({
  volumePath: Field.given.text,
  fsType: Field.text,
  storagePolicyName: Field.text,
  storagePolicyID: Field.text
})

export const QuobyteVolumeSource = Schema.Struct({
  registry: Field.given.text,
  volume: Field.given.text,
  readOnly: Field.flag,
  user: Field.text,
  group: Field.text,
  tenant: Field.text
})

export const AzureDiskVolumeSource = Schema.Struct({
  diskName: Field.given.text,
  diskURI: Field.given.text,
  cachingMode: Field.given.textOr("ReadWrite"),
  fsType: Field.given.textOr("ext4"),
  readOnly: Field.given.flagOr(false),
  kind: Field.given.textOr("Shared")
})

export const PhotonPersistentDiskVolumeSource = Schema.Struct({
  pdID: Field.given.text,
  fsType: Field.text
})

export const SecretProjection = Schema.Struct({
  name: Field.text,
  items: Field.list(KeyToPath),
  optional: Field.given.flag
})

export const DownwardAPIProjection = Schema.Struct({
  items: Field.list(DownwardAPIVolumeFile)
})

export const ConfigMapProjection = Schema.Struct({
  name: Field.text,
  items: Field.list(KeyToPath),
  optional: Field.given.flag
})

export const ServiceAccountTokenProjection = Schema.Struct({
  audience: Field.text,
  expirationSeconds: Field.given.int64Or(3600),
  path: Field.given.text
})

export const ClusterTrustBundleProjection = Schema.Struct({
  name: Field.given.text,
  signerName: Field.given.text,
  labelSelector: Field.part(LabelSelector),
  optional: Field.given.flag,
  path: Field.given.text
})

export const PodCertificateProjection = Schema.Struct({
  signerName: Field.text,
  keyType: Field.text,
  maxExpirationSeconds: Field.given.int32,
  credentialBundlePath: Field.text,
  keyPath: Field.text,
  certificateChainPath: Field.text,
  userAnnotations: Field.map
})

export const VolumeProjection = Schema.Struct({
  secret: Field.part(SecretProjection),
  downwardAPI: Field.part(DownwardAPIProjection),
  configMap: Field.part(ConfigMapProjection),
  serviceAccountToken: Field.part(ServiceAccountTokenProjection),
  clusterTrustBundle: Field.part(ClusterTrustBundleProjection),
  podCertificate: Field.part(PodCertificateProjection)
})

export const ProjectedVolumeSource = Schema.Struct({
  sources: Field.list(VolumeProjection),
  defaultMode: Field.given.int32Or(0o644)
})
export interface ProjectedVolumeSource extends Schema.Schema.Type<typeof ProjectedVolumeSource> {}

export const PortworxVolumeSource = Schema.Struct({
  volumeID: Field.given.text,
  fsType: Field.text,
  readOnly: Field.flag
})

export const ScaleIOVolumeSource = Schema.Struct({
  gateway: Field.given.text,
  system: Field.given.text,
  secretRef: Field.part(LocalObjectReference),
  sslEnabled: Field.flag,
  protectionDomain: Field.text,
  storagePool: Field.text,
  storageMode: Field.textOr("ThinProvisioned"),
  volumeName: Field.text,
  fsType: Field.textOr("xfs"),
  readOnly: Field.flag
})

export const StorageOSVolumeSource = Schema.Struct({
  volumeName: Field.text,
  volumeNamespace: Field.text,
  fsType: Field.text,
  readOnly: Field.flag,
  secretRef: Field.part(LocalObjectReference)
})

export const CSIVolumeSource = Schema.Struct({
  driver: Field.given.text,
  readOnly: Field.given.flag,
  fsType: Field.given.text,
  volumeAttributes: Field.map,
  nodePublishSecretRef: Field.part(LocalObjectReference)
})

export const TypedLocalObjectReference = Schema.Struct({
  apiGroup: Field.given.text,
  kind: Field.given.text,
  name: Field.given.text
})

export const TypedObjectReference = Schema.Struct({
  apiGroup: Field.given.text,
  kind: Field.given.text,
  name: Field.given.text,
  namespace: Field.given.text
})

export const VolumeResourceRequirements = Schema.Struct({
  limits: Field.quantities,
  requests: Field.quantities
})

export const PersistentVolumeClaimSpec = Schema.Struct({
  accessModes: Field.list(Schema.String),
  selector: Field.part(LabelSelector),
  resources: Field.part(VolumeResourceRequirements),
  volumeName: Field.text,
  storageClassName: Field.given.text,
  volumeMode: Field.given.textOr("Filesystem"),
  dataSource: Field.part(TypedLocalObjectReference),
  dataSourceRef: Field.part(TypedObjectReference),
  volumeAttributesClassName: Field.given.text
})

export const PersistentVolumeClaimTemplate = Schema.Struct({
  metadata: Field.part(TemplateMetadata),
  spec: Field.part(PersistentVolumeClaimSpec)
})

export const EphemeralVolumeSource = Schema.Struct({
  volumeClaimTemplate: Field.part(PersistentVolumeClaimTemplate)
})

export const ImageVolumeSource = Schema.Struct({
  reference: Field.text,
  pullPolicy: Field.text
})

export const Volume = Schema.Struct({
  name: Field.given.text,
  hostPath: Field.part(HostPathVolumeSource),
  emptyDir: Field.part(EmptyDirVolumeSource),
  gcePersistentDisk: Field.part(GCEPersistentDiskVolumeSource),
  awsElasticBlockStore: Field.part(AWSElasticBlockStoreVolumeSource),
  gitRepo: Field.part(GitRepoVolumeSource),
  secret: Field.part(SecretVolumeSource),
  nfs: Field.part(NFSVolumeSource),
  iscsi: Field.part(ISCSIVolumeSource),
  glusterfs: Field.part(GlusterfsVolumeSource),
  persistentVolumeClaim: Field.part(PersistentVolumeClaimVolumeSource),
  rbd: Field.part(RBDVolumeSource),
  flexVolume: Field.part(FlexVolumeSource),
  cinder: Field.part(CinderVolumeSource),
  cephfs: Field.part(CephFSVolumeSource),
  flocker: Field.part(FlockerVolumeSource),
  downwardAPI: Field.part(DownwardAPIVolumeSource),
  fc: Field.part(FCVolumeSource),
  azureFile: Field.part(AzureFileVolumeSource),
  configMap: Field.part(ConfigMapVolumeSource),
  vsphereVolume: Field.part(VsphereVirtualDiskVolumeSource),
  quobyte: Field.part(QuobyteVolumeSource),
  azureDisk: Field.part(AzureDiskVolumeSource),
  photonPersistentDisk: Field.part(PhotonPersistentDiskVolumeSource),
  projected: Field.part(ProjectedVolumeSource),
  portworxVolume: Field.part(PortworxVolumeSource),
  scaleIO: Field.part(ScaleIOVolumeSource),
  storageos: Field.part(StorageOSVolumeSource),
  csi: Field.part(CSIVolumeSource),
  ephemeral: Field.part(EphemeralVolumeSource),
  image: Field.part(ImageVolumeSource)
})
export interface Volume extends Schema.Schema.Type<typeof Volume> {}
