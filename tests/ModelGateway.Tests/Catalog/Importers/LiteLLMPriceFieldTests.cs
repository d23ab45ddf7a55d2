using ModelGateway.Catalog.Importers;

namespace ModelGateway.Tests.Catalog.Importers;

public sealed class LiteLLMPriceFieldTests
{
    [Theory]
    [InlineData("input_cost_per_token", "input_cost_per_token", null, 0, false, 0)]
    [InlineData("input_cost_per_token_batches", "input_cost_per_token", "batch", 0, false, 0)]
    [InlineData("output_cost_per_token_above_272k_tokens_priority", "output_cost_per_token", "priority", 272_000, false, 0)]
    [InlineData("output_cost_per_token_priority_above_272k_tokens", "output_cost_per_token", "priority", 272_000, false, 0)]
    [InlineData("cache_creation_input_token_cost_above_1hr_above_200k_tokens", "cache_creation_input_token_cost", null, 200_000, true, 0)]
    [InlineData(
        "cache_creation_input_token_cost_above_2m_tokens_above_1hr_flex", "cache_creation_input_token_cost", "flex", 2_000_000, true, 0)]
    [InlineData("input_cost_per_token_above_500_tokens", "input_cost_per_token", null, 500, false, 0)]
    [InlineData("input_cost_per_video_per_second_above_15s_interval", "input_cost_per_video_per_second", null, 0, false, 15)]
    [InlineData("output_cost_per_second_1080p", "output_cost_per_second_1080p", null, 0, false, 0)]
    public void TryParse_SplitsTheName(string name, string basis, string? tier, long above, bool oneHour, int seconds)
    {
        Assert.True(LiteLLMPriceField.TryParse(name, out LiteLLMPriceField field));
        Assert.Equal(new LiteLLMPriceField(basis, tier, above, oneHour, seconds), field);
    }

    [Theory]
    [InlineData("input_cost_per_token_flex_priority")]
    [InlineData("input_cost_per_token_above_200k_tokens_above_272k_tokens")]
    [InlineData("input_cost_per_token_above_noon")]
    [InlineData("input_cost_per_token_above_k_tokens")]
    [InlineData("input_cost_per_token_above_999999999999k_tokens")]
    [InlineData("input_cost_per_token_above_-5k_tokens")]
    public void TryParse_RejectsContradictoryConditions(string name) => Assert.False(LiteLLMPriceField.TryParse(name, out _));

    /// <summary>Conditions are read in any combination and order, including combinations that are new.</summary>
    [Fact]
    public void TryParse_ReadsEveryCombinationInEveryOrder()
    {
        Random random = new(41);
        for (int i = 0; i < 2_000; i++)
        {
            int thousand = random.Next(1, 2_000);
            string? tier = random.Next(4) switch { 0 => "batches", 1 => "flex", 2 => "priority", _ => null };
            bool oneHour = random.Next(2) == 0;
            bool large = random.Next(2) == 0;
            string[] conditions =
                [.. new[] { tier, oneHour ? "above_1hr" : null, large ? $"above_{thousand}k_tokens" : null }.OfType<string>()];
            random.Shuffle(conditions);
            string name = string.Join('_', ["cache_creation_input_token_cost", .. conditions]);

            Assert.True(LiteLLMPriceField.TryParse(name, out LiteLLMPriceField field), name);
            Assert.Equal(
                new LiteLLMPriceField(
                    "cache_creation_input_token_cost", tier == "batches" ? "batch" : tier, large ? thousand * 1_000 : 0, oneHour, 0),
                field);
        }
    }
}
