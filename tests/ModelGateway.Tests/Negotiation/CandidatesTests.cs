using ModelGateway.Negotiation;

namespace ModelGateway.Tests.Negotiation;

public sealed class CandidatesTests
{
    [Fact]
    public void Pack_KeepsFitAndBridges()
    {
        int packed = Candidates.Pack(CandidateFit.LastResort, Bridges.All, 1_500);

        Assert.Equal((CandidateFit.LastResort, Bridges.All), (Candidates.Fit(packed), Candidates.Bridges(packed)));
    }

    [Fact]
    public void Group_OrdersByRetirementThenFitThenEndThenScore()
    {
        int preferred = Candidates.Pack(CandidateFit.Fit, 0, 2_000);
        int plain = Candidates.Pack(CandidateFit.Fit, 0, 0);
        int bridged = Candidates.Pack(CandidateFit.Bridged, Bridges.SchemaByTool, 3_000);

        int[] groups =
        [
            Candidates.Group(preferred),
            Candidates.Group(plain),
            Candidates.Group(preferred, isLast: true),
            Candidates.Group(bridged),
            Candidates.Group(preferred, isGone: true),
            Candidates.Group(bridged, isLast: true, isGone: true),
        ];

        Assert.Equal(groups.Order(), groups);
        Assert.Equal(groups.Length, groups.Distinct().Count());
    }

    [Fact]
    public void Group_BoundsHugeScores()
    {
        int huge = Candidates.Pack(CandidateFit.Bridged, Bridges.None, int.MaxValue);

        Assert.Equal(CandidateFit.Bridged, Candidates.Fit(huge));
        Assert.True(Candidates.Group(huge) > Candidates.Group(Candidates.Pack(CandidateFit.Fit, 0, 0)));
    }

    [Fact]
    public void Rent_HasRoomForIndicesAndFits()
    {
        int[] buffer = Candidates.Rent(7);

        Assert.InRange(buffer.Length, 14, int.MaxValue);
        Candidates.Return(buffer);
    }
}
