using ModelGateway.Failures.Secrets;

namespace ModelGateway.Tests.Failures.Secrets;

public sealed class SettingTextTests
{
    [Theory]
    [InlineData("many", "many")]
    [InlineData("ftp://host/", "ftp://host/")]
    [InlineData("https://user:pass@host/v1/?key=1#x", "https://…@host/v1/?…")]
    [InlineData("https://u:p/a@ss@host/", "https://…@host/")]
    [InlineData("https://host/v1/?api-key=hunter2", "https://host/v1/?…")]
    [InlineData("user:pass@host/v1", "…@host/v1")]
    [InlineData("host/v1?api-key=hunter2", "host/v1?…")]
    [InlineData("sk-abcdefgh12345678", "[key]")]
    public void Show_LeavesOutWhatMayBeSecret(string value, string expected) => Assert.Equal(expected, SettingText.Show(value));

    [Theory]
    [InlineData("env:OPENAI_API_KEY", "env:OPENAI_API_KEY")]
    [InlineData("env:openai_key", "env:openai_key")]
    [InlineData("config:Secrets:OpenAI", "config:Secrets:OpenAI")]
    [InlineData("config:Secrets:Keys:0", "config:Secrets:Keys:0")]
    [InlineData("env:sk-abcdefgh12345678", "env:…")]
    [InlineData("env:AKIAIOSFODNN7EXAMPLE", "env:…")]
    [InlineData("env:4f3a9b1c2d", "env:…")]
    [InlineData("config:Kx7/privately+issued", "config:…")]
    [InlineData("config:a1b2c3d4e5f6a7b8", "config:…")]
    [InlineData("secret:value", "…")]
    [InlineData("", "…")]
    public void ShowReference_ShowsNamesOnly(string setting, string expected) => Assert.Equal(expected, SettingText.ShowReference(setting));

    [Fact]
    public void WithoutSecrets_LooksAtEveryAddress() => Assert.Equal(
        "p:Endpoint is 'https://…@host/?…', not https://other/v1/. sent [key]",
        SettingText.WithoutSecrets("p:Endpoint is 'https://a:b@host/?c=d', not https://other/v1/. sent sk-abcdefgh1234"));
}
