import { decimal } from '../../fields/decimal/decimal.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { region } from '../../fields/region/region.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'
import { staffRoles } from '../org/roles.rules.ts'

/** 地址库 (C10): places by name, kept by the company or imported from a map; customers at one place find each other. */
export const places = defineObject('places', label('地点', 'Place'), {
  fields: {
    name: text({
      zh: '名称',
      en: 'Name',
      required: true,
      max: 200,
      search: true,
      sortable: true,
      aliases: ['POI', '地点名称', '园区', '大厦'],
    }),
    region: region({ zh: '地区', en: 'Region', sortable: true, aliases: ['省市区', '城市', '所在地区'] }),
    address: text({ zh: '地址', en: 'Address', max: 300, search: true, aliases: ['详细地址'] }),
    longitude: decimal({ zh: '经度', en: 'Longitude', min: -180, max: 180, scale: 6 }),
    latitude: decimal({ zh: '纬度', en: 'Latitude', min: -90, max: 90, scale: 6 }),
    remark: longText({ zh: '备注', en: 'Remark', max: 2000 }),
  },
  traits: { importable: true, exportable: true, searchable: true, recyclable: true },
  access: [
    ...staffRoles.map((role) => grant(role, 'read', 'all')),
    grant('rep', 'read create', 'all'),
    grant('manager', 'read create update', 'all'),
    grant('operations', 'read create update delete purge import export', 'all'),
    grant('crmSupervisor', 'read create update delete purge import export', 'all'),
    grant('dataKeeper', 'read create update delete import export', 'all'),
    grant('administrator', 'read create update delete purge import export', 'all'),
  ],
  title: 'name',
  list: ['name', 'region', 'address', 'longitude', 'latitude', 'updatedAt'],
  sort: 'name',
  form: [{ label: label('地点', 'Place'), fields: ['name', 'region', 'address', 'longitude', 'latitude', 'remark'] }],
  tabs: ['customers.placeId'],
})
