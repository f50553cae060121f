"""The fields of OCDS 1.1.5 with its UK and European extensions, as a table of the library's own.

An object has its fields in order, each `name:type`. `!` after the name of an object means that it must say
something if it is there at all, and after the name of a field that it must be there. `?` after a type means
that it may be null, `[x]` a list of x with `+` if it may not be empty, `*` if no item may be twice and `=` if
a merge replaces it whole, `{X}` the object of that name, and `@x` one of a closed list of codes. A field that
is not in the table is an addition, which OCDS allows.
"""

from __future__ import annotations

import re
from typing import Final


def _entries(table: str) -> dict[str, str]:
    """The entries of a table by name. Each begins a line, and goes on in the lines set in below it."""
    entries = (entry.partition(":") for entry in re.split(r"\n(?! )", table.strip()))
    return {name: " ".join(parts.split()) for name, _, parts in entries}


CODES: Final = _entries("""
tag: planning planningUpdate tender tenderAmendment tenderUpdate tenderCancellation award
    awardUpdate awardCancellation contract contractUpdate contractAmendment implementation
    implementationUpdate contractTermination compiled
initiationType: tender
tenderStatus: planning planned active cancelled unsuccessful complete withdrawn
procurementMethod: open selective limited direct
category: goods works services
awardStatus: pending active cancelled unsuccessful
contractStatus: pending active cancelled terminated
status: scheduled met notMet partiallyMet
weight: percentageExact percentageRangeMiddle decimalExact decimalRangeMiddle pointsExact
    pointsRangeMiddle order
fixed: total unit
threshold: minimumScore maximumBids
statusBid: invited pending valid disqualified withdrawn
paidBy: government user
permission: required allowed notAllowed
financeType: institutional commercial bilateral multilateral publicBondIssue supplierCredit other
financeCategory: equity seniorDebt mezzanineDebt grant guarantee other
type: document deposit submission win
typeSelectionCriterion: technical economic suitability other
appliesTo: supplier subcontractor
votingRights: ordinary none restricted additional enhanced
method: withReopeningCompetition withoutReopeningCompetition withAndWithoutReopeningCompetition
openness: open closed
dataType: string date-time number integer boolean
penaltyType: contracted imposed negotiated
scale: micro sme small medium large selfEmployed
typeLocationGeometry: Point MultiPoint LineString MultiLineString Polygon MultiPolygon
""")
"""The closed lists of codes, each with its codes."""

_OBJECTS: Final = _entries("""
ReleasePackage: uri!:address version!:edition publishedDate!:moment publisher!:{Publisher}
    releases!:[any] extensions:[address] license:address? publicationPolicy:address?
RecordPackage: uri!:address version!:edition publishedDate!:moment publisher!:{Publisher}
    records!:[any]+* packages:[address]+* extensions:[address] license:address?
    publicationPolicy:address?
Publisher: name!:text scheme:text? uid:text? uri:address?
Record: ocid!:text releases!:[any]+
LinkedRelease: url!:address? date!:moment tag:[@tag]+
Release: ocid!:word id!:word date!:moment tag!:[@tag]+ initiationType!:@initiationType
    parties:[{Organization}]* buyer:{OrganizationReference} planning:{Planning} tender:{Tender}
    awards:[{Award}]* contracts:[{Contract}]* language:text? relatedProcesses:[{RelatedProcess}]*
    bids:{Bids} title:text? description:text?
Planning: rationale:text? budget:{Budget} documents:[{Document}] milestones:[{Milestone}]
    forecasts:[{Metric}]+* noEngagementNoticeRationale:text?
Tender: id!:id title:text? description:text? status:@tenderStatus?
    procuringEntity:{OrganizationReference} items:[{Item}]* value:{Value} minValue:{Value}
    procurementMethod:@procurementMethod? procurementMethodDetails:text?
    procurementMethodRationale:text? mainProcurementCategory:@category?
    additionalProcurementCategories:[text]? awardCriteria:text? awardCriteriaDetails:text?
    submissionMethod:[text]? submissionMethodDetails:text? tenderPeriod:{Period}
    enquiryPeriod:{Period} hasEnquiries:flag? eligibilityCriteria:text? awardPeriod:{Period}
    contractPeriod:{Period} numberOfTenderers:whole? tenderers:[{OrganizationReference}]*
    documents:[{Document}] milestones:[{Milestone}] amendments:[{Amendment}] amendment:{Amendment}
    bidOpening:{BidOpening} communication:{Communication} contractTerms:{ContractTerms}
    coveredBy:[word]+*? designContest:{DesignContest} essentialAssets:{EssentialAsset}
    hasEssentialAssets:flag? reviewDetails:word? valueCalculationMethod:word?
    legislativeReferences:[{LegislativeReference}]+*= crossBorderLaw:word?
    legalBasis:{Classification} deliveryLocations:[{Location}]*= deliveryAddresses:[{Address}]*=
    lots:[{Lot}] lotDetails:{TenderLotDetails} lotGroups:[{LotGroup}] targets:[{Metric}]+*
    options:{Options} hasOptions:flag? otherRequirements:{OtherRequirements}
    participationFees:[{ParticipationFee}]*= procedure:{Procedure}
    procurementMethodRationaleClassifications:[{Classification}]+*= recurrence:{Recurrence}
    hasRecurrence:flag? hasRenewal:flag? renewal:{Renewal} secondStage:{SecondStage}
    selectionCriteria:{SelectionCriteria} mainProcurementCategoryDetails:text? statusDetails:text?
    subcontractingTerms:{SubcontractingTerms} submissionTerms:{SubmissionTerms}
    techniques:{Techniques} competitive:flag? classification:{Classification}
    additionalClassifications:[{Classification}]+*= enquiries:[{Enquiry}]*? criteria:[{Criterion}]+*
    suitability:{Suitability} finalStatusDate:moment?
    procurementMethodRationaleLegalBasis:{Classification} specialRegime:[text]? aboveThreshold:flag?
    expressionOfInterestDeadline:moment? riskDetails:text?
Award: id!:id title:text? description:text? status:@awardStatus? date:moment? value:{Value}
    suppliers:[{OrganizationReference}]* items:[{Item}]+* contractPeriod:{Period}
    documents:[{Document}]* amendments:[{Amendment}] amendment:{Amendment} relatedBid:text?
    valueCalculationMethod:word? relatedLots:[text]? agreedMetrics:[{Metric}]+* statusDetails:text?
    hasSubcontracting:flag? subcontracting:{Subcontracting} options:{Options} hasOptions:flag?
    hasRenewal:flag? renewal:{Renewal} standstillPeriod:{Period} finalStatusDate:moment?
    assessmentSummariesDateSent:moment? aboveThreshold:flag? mainProcurementCategory:@category?
    additionalProcurementCategories:[text]?
Contract: id!:id awardID!:id title:text? description:text? status:@contractStatus? period:{Period}
    value:{Value} items:[{Item}]+* dateSigned:moment? documents:[{Document}]*
    implementation:{Implementation} relatedProcesses:[{RelatedProcess}]* milestones:[{Milestone}]
    amendments:[{Amendment}] amendment:{Amendment} periodRationale:word?
    publicPassengerTransportServicesKilometers:count? finance:[{Finance}]+*
    agreedMetrics:[{Metric}]+* statusDetails:text? options:{Options} hasOptions:flag?
    hasRenewal:flag? renewal:{Renewal} aboveThreshold:flag?
    terminationRationaleClassifications:[{Classification}]
    terminationRationaleClassification:{Classification} noAgreedMetricsRationale:text?
    proposedAmendments:[{Amendment}]
Implementation: transactions:[{Transaction}]* milestones:[{Milestone}]* documents:[{Document}]*
    charges:[{Charge}]+* metrics:[{Metric}]+* performanceFailures:[{PerformanceFailure}]+*
Milestone: id!:id title:text? type:text? description:text? code:text? dueDate:moment?
    dateMet:moment? dateModified:moment? status:@status? documents:[{Document}]* relatedLots:[text]?
Document: id!:id documentType:text? title:text? description:text? url:address? datePublished:moment?
    dateModified:moment? format:text? language:text? relatedLots:[text]? noticeType:text?
Budget: id:label? description:text? amount:{Value} project:text? projectID:label? uri:address?
    source:address? finance:[{Finance}]+*
Transaction: id!:id source:address? date:moment? value:{Value} payer:{OrganizationReference}
    payee:{OrganizationReference} uri:address? amount:{Value} providerOrganization:{Identifier}
    receiverOrganization:{Identifier}
OrganizationReference: name:word? id:label identifier:{Identifier} address:{Address}
    additionalIdentifiers:[{Identifier}]*= contactPoint:{ContactPoint}
Organization: name:text? id:text identifier:{Identifier} additionalIdentifiers:[{Identifier}]*=
    address:{Address} contactPoint:{ContactPoint} roles:[text]? details:{OrganizationDetails}?
    additionalContactPoints:[{ContactPoint}]+*= shareholders:[{Shareholder}]+* roleDetails:text?
    control:{OrganizationControl}
Item: id!:id description:text? classification:{Classification}
    additionalClassifications:[{Classification}]*= quantity:number? unit:{ItemUnit}
    deliveryAddresses:[{Address}]+*= deliveryLocations:[{Location}]+*= deliveryLocation:{Location}
    deliveryAddress:{Address} relatedLot:text?
Amendment: date:moment? rationale:text? id:text? description:text? amendsReleaseID:text?
    releaseID:text? changes:[{AmendmentChanges}] relatedLots:[word]+*?
    unstructuredChanges:[{UnstructuredChange}]+*= standstill:flag?
    rationaleClassifications:[{Classification}]= period:{Period} hasRenewal:flag? value:{Value}
    aboveThreshold:flag? suppliersAdded:[{OrganizationReference}]
    suppliersRemoved:[{OrganizationReference}]
Classification: scheme:text? id:label? description:text? uri:address?
Identifier: scheme:text? id:label? legalName:text? uri:address?
Address: streetAddress:text? locality:text? region:text? postalCode:text? countryName:text?
    country:country?
ContactPoint: name:text? email:text? telephone:text? faxNumber:text? url:address?
    availableLanguage:[word]+*?
Value: amount:number? currency:currency? amountGross:number?
Period: startDate:moment? endDate:moment? maxExtentDate:moment? durationInDays:whole?
    description:word? durationInMonths:whole?
RelatedProcess: id:text relationship:[text]? title:text? scheme:text? identifier:text? uri:address?
Lot: awardCriteria:{AwardCriteria} bidOpening:{BidOpening} communication:{Communication}
    contractTerms:{ContractTerms} coveredBy:[word]+*? designContest:{DesignContest}
    essentialAssets:[{EssentialAsset}]+*= hasEssentialAssets:flag? awardPeriod:{Period} id!:text
    identifiers:[{SimpleIdentifier}]+*= title:text? description:text? status:@tenderStatus?
    value:{Value} minValue:{Value} tenderPeriod:{Period} contractPeriod:{Period}
    buyer:{OrganizationReference} additionalClassifications:[{Classification}]+*=
    mainProcurementCategory:@category? additionalProcurementCategories:[word]+*?
    enquiryPeriod:{Period} milestones:[{Milestone}]+* submissionMethodDetails:word?
    options:{Options} hasOptions:flag? otherRequirements:{OtherRequirements} recurrence:{Recurrence}
    hasRecurrence:flag? hasRenewal:flag? renewal:{Renewal} secondStage:{SecondStage}
    selectionCriteria:{SelectionCriteria} subcontractingTerms:{SubcontractingTerms}
    submissionTerms:{SubmissionTerms} techniques:{Techniques} suitability:{Suitability}
LotGroup: awardCriteria:{AwardCriteria} id!:text identifiers:[{SimpleIdentifier}]+*= title:word?
    description:word? relatedLots:[text]? optionToCombine:flag? maximumValue:{Value}
    techniques:{Techniques} suitability:{Suitability}
AwardCriteria!: weightingDescription:word? orderRationale:word? criteria:[{AwardCriterion}]+*=
    description:text?
AwardCriterion!: type:word? name:word? description:word? numbers:[{CriterionNumber}]+*=
CriterionNumber!: number:number? weight:@weight? fixed:@fixed? threshold:@threshold?
BidOpening!: date:moment? location:{Location} address:{Address} description:word?
BidsStatistic: id!:text measure!:text date:moment? value!:number currency:currency? notes:text?
    relatedLot:text?
Bids: statistics:[{BidsStatistic}] details:[{Bid}]
Bid: id!:text date:moment? status:@statusBid? tenderers:[{OrganizationReference}] value:{Value}
    documents:[{Document}]* hasSubcontracting:flag? subcontracting:{Subcontracting}
    relatedLots:[text]? requirementResponses:[{RequirementResponse}]+*
Charge!: id!:word title:word? paidBy:@paidBy? period:{Period} estimatedValue:{Value}
    actualValue:{Value} notes:word?
Communication!: atypicalToolName:word? atypicalToolUrl:address?
    noticePreferredPublicationDate:moment? futureNoticeDate:moment?
    invitationToConfirmInterestDispatchDate:moment? documentAvailabilityPeriod:{Period}
    futureNoticeRecipients:text?
ContractTerms!: hasElectronicPayment:flag? hasElectronicOrdering:flag?
    electronicInvoicingPolicy:@permission? reservedExecution:flag? performanceTerms:word?
    financialTerms:word? tendererLegalForm:word? hasExclusiveRights:flag? exclusiveRights:word?
    operatorRevenueShare:share? otherTerms:word? rewardsAndPenalties:word? socialStandards:word?
    hasNonDisclosureAgreement:flag? nonDisclosureAgreement:word?
    customerServices:[{CustomerService}]+*=
CustomerService!: type:word? name:word? description:word?
DesignContest!: selectedParticipants:[{OrganizationReference}]+* hasPrizes:flag? prizes:{Prizes}
    rewardsDetails:word? followUpContracts:flag? bindingJuryDecision:flag?
    juryMembers:[{JuryMember}]+*=
JuryMember!: name:word?
Prizes!: description:word? details:[{Prize}]+*
Prize!: id!:word description:word? value:{Value}
EssentialAsset!: description:word? significance:word? predominance:word?
LegislativeReference!: title:word? url:address? informationService:{OrganizationReference}
Finance!: id!:word title:word? description:word? financingParty:{OrganizationReference}
    financeType:@financeType? financeCategory:@financeCategory? value:{Value} period:{Period}
    interestRate:{FinanceInterestRate} repaymentFrequency:count? stepInRights:flag?
    exchangeRateGuarantee:flag? relatedLots:[word]+*?
Location: description:text? geometry:{LocationGeometry} gazetteer:{LocationGazetteer} uri:address?
SimpleIdentifier!: scheme:word? id:word?
Metric!: id!:word title:word? description:word? observations:[{Observation}]+*
Observation!: id!:word period:{Period} value:{Value} measure:figure? unit:{ObservationUnit}
    dimensions:full notes:word? relatedImplementationMilestone:{MilestoneReference}
    measureClassification:{Classification}
MilestoneReference!: id!:word title:word?
Options!: description:word? period:{Period}
OtherRequirements!: requiresStaffNamesAndQualifications:flag? reservedParticipation:[word]+*?
    qualificationSystemConditions:[word]+*? qualificationSystemMethods:[word]+*?
    reductionCriteria:word? securityClearance:word? reservedParticipationLocation:{Location}
ParticipationFee: id!:text type:[@type]? value:{Value} description:text? methodOfPayment:[text]*?
Procedure!: isAccelerated:flag? acceleratedRationale:word? features:word?
Recurrence!: dates:[{Period}]+*= description:word?
Renewal!: description:word? minimumRenewals:number? maximumRenewals:number? period:{Period}
SecondStage!: minimumCandidates:number? maximumCandidates:number? successiveReduction:flag?
    noNegotiationNecessary:flag? invitationDate:moment?
SelectionCriteria!: criteria:[{SelectionCriterion}]+*= description:word?
SelectionCriterion!: type:@typeSelectionCriterion? description:word? minimum:word?
    appliesTo:[@appliesTo]+*? forReduction:flag? numbers:[{CriterionNumber}]+*= subType:word?
    verificationMethod:word?
Shareholder!: id!:word shareholder:{OrganizationReference} shareholding:share?
    votingRights:@votingRights? votingRightsDetails:word? notes:word?
SubcontractingTerms!: description:word? competitiveMaximumPercentage:share?
    competitiveMinimumPercentage:share?
Subcontracting!: description:word? maximumPercentage:share? minimumPercentage:share?
    competitiveMaximumPercentage:share? competitiveMinimumPercentage:share? value:{Value}
    competitive:flag? subcontracts:[{Subcontract}]+*
Subcontract!: id!:word subcontractor:{OrganizationReference}
    mainContractors:[{OrganizationReference}]+* description:text?
SubmissionTerms!: electronicSubmissionPolicy:@permission? variantPolicy:@permission?
    electronicCatalogPolicy:@permission? languages:[word]+*? bidValidityPeriod:{Period}
    depositsGuarantees:word? advancedElectronicSignatureRequired:flag? multipleBidsAllowed:flag?
    nonElectronicSubmissionRationale:word? subcontractingClauses:[word]+*?
    nonElectronicSubmission:{SubmissionTermsNonElectronicSubmission}
Techniques!: hasFrameworkAgreement:flag? frameworkAgreement:{FrameworkAgreement}
    hasDynamicPurchasingSystem:flag? dynamicPurchasingSystem:{DynamicPurchasingSystem}
    hasElectronicAuction:flag? electronicAuction:{ElectronicAuction}
FrameworkAgreement!: minimumParticipants:number? maximumParticipants:number? method:@method?
    periodRationale:word? buyerCategories:word? value:{Value} period:{Period} description:word?
    isOpenFrameworkScheme:flag? openFrameworkSchemeEndDate:moment? type:@openness?
    buyerClassificationRestrictions:[{Classification}]= buyerLocationRestrictions:[{Location}]=
DynamicPurchasingSystem!: type:@openness? status:@contractStatus?
ElectronicAuction!: url:word? description:word?
UnstructuredChange!: relatedLot:word? oldValue:{UnstructuredChangeValue}
    newValue:{UnstructuredChangeValue} where:{UnstructuredChangeWhere}
UnstructuredChangeValue!: text:word? classifications:[{Classification}]+*= date:stamp?
Enquiry: id:text? date:moment? author:{OrganizationReference} title:text? description:text?
    answer:text? dateAnswered:moment? relatedItem:text? relatedLot:text? threadID:text?
Criterion!: id!:id title:word? description:word? relatesToTenderer:flag? relatedItem:word?
    relatedLots:[word]+*? requirementGroups:[{RequirementGroup}]+*
RequirementGroup!: id!:word description:word? requirements:[{Requirement}]+*
Requirement!: id!:word title:word? description:word? dataType:@dataType? pattern:word?
    expectedValue:value? minValue:number? maxValue:number? period:{Period}
RequirementResponse!: id!:word title:word? description:word? value:value? period:{Period}
    requirement!:{RequirementReference}
RequirementReference!: id!:word title:word?
PerformanceFailure!: id!:word period:{Period} category:word? events:number? penaltyContracted:word?
    penaltyImposed:word? penaltyPaid:flag? requirement:text? description:text? decisionDate:moment?
    penaltyDate:moment? penaltyType:@penaltyType? penaltyTypeEntered:text? penaltyValue:{Value}
    partialTermination:text? suppliers:[{OrganizationReference}] documents:[{Document}]
Suitability!: sme:flag? vcse:flag?
TenderLotDetails: maximumLotsBidPerSupplier:whole? maximumLotsAwardedPerSupplier:whole?
    awardCriteriaDetails:text? noLotsDivisionRationale:text?
OrganizationDetails: url:word? buyerProfile:word? classifications:[{Classification}]+*=
    scale:@scale? vcse:flag? publicServiceMissionOrganization:flag? shelteredWorkshop:flag?
    excludedSupplier:{OrganizationDetailsExcludedSupplier}
OrganizationControl: description:text?
ItemUnit: scheme:text? id:text? name:text? value:{Value} uri:address?
AmendmentChanges: property:text former_value:any
FinanceInterestRate!: base:figure? margin:number? fixed:flag? notes:word?
LocationGeometry: type:@typeLocationGeometry? coordinates:[any]?
LocationGazetteer: scheme:text? identifiers:[text]?
ObservationUnit!: name:word? scheme:word? id:word? uri:address?
SubmissionTermsNonElectronicSubmission!: rationale:word? address:{Address}
UnstructuredChangeWhere!: section:word? label:word?
OrganizationDetailsExcludedSupplier:
    exclusionGrounds:{OrganizationDetailsExcludedSupplierExclusionGrounds} awardRationale:text?
    awardRationaleClassification:{Classification}
OrganizationDetailsExcludedSupplierExclusionGrounds:
    criteria:[{OrganizationDetailsExcludedSupplierExclusionGroundsCriteria}]=
OrganizationDetailsExcludedSupplierExclusionGroundsCriteria: type:text? domesticLegalBasis:flag?
""")
OBJECTS: Final = {name.removesuffix("!"): row for name, row in _OBJECTS.items()}
NOT_EMPTY: Final = frozenset(name.removesuffix("!") for name in _OBJECTS if name.endswith("!"))
"""The objects that must say something, if they are there at all."""

REPLACED_WHOLE: Final = frozenset(
    field.partition(":")[0].removesuffix("!")
    for row in OBJECTS.values()
    for field in row.split()
    if "}]" in field and "=" in field
) - {"criteria"}
"""The lists of objects that a merge replaces whole, by name.

So it does any list in which an item has no `id`, such as the criteria of an award; the requirements of a
tender, which are called criteria too, have one.
"""
